package cql2

import (
	"slices"
	"strings"
)

func (p *parser) sum() (*node, error) { return p.binary(p.product, "+", "-") }

func (p *parser) product() (*node, error) { return p.binary(p.power, "*", "/", "%", "div") }

// binary reads operands with signs of one rank between, from the left.
func (p *parser) binary(operand func() (*node, error), signs ...string) (*node, error) {
	left, err := operand()
	for err == nil {
		sign := strings.ToLower(p.now.text)
		if (p.now.kind != tokenSign && !p.now.is("div")) || !slices.Contains(signs, sign) {
			return left, nil
		}
		if err = p.next(); err != nil {
			return nil, err
		}
		var right *node
		if right, err = operand(); err != nil {
			return nil, err
		}
		left, err = p.make(sign, left.pos, left, right)
	}
	return nil, err
}

func (p *parser) power() (*node, error) {
	base, err := p.primary()
	if err != nil || !p.now.sign("^") {
		return base, err
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	exponent, err := p.primary()
	if err != nil {
		return nil, err
	}
	return p.make("^", base.pos, base, exponent)
}

func (p *parser) literal(pos int, kind Kind, value any) (*node, error) {
	n, err := p.make(opLiteral, pos)
	if err != nil {
		return nil, err
	}
	n.kind, n.value = kind, value
	return n, p.next()
}

func (p *parser) primary() (*node, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.higher()
	t := p.now
	switch {
	case t.kind == tokenNumber:
		return p.literal(t.pos, Number, t.num)
	case t.kind == tokenString:
		return p.literal(t.pos, Text, t.text)
	case t.sign("-"):
		if err := p.next(); err != nil {
			return nil, err
		}
		if p.now.kind != tokenNumber {
			return nil, p.want("a number")
		}
		return p.literal(t.pos, Number, -p.now.num)
	case t.sign("("):
		if err := p.next(); err != nil {
			return nil, err
		}
		n, err := p.or()
		if err != nil {
			return nil, err
		}
		if !p.now.sign(")") {
			return nil, p.want(`an operator or ")"`)
		}
		return n, p.next()
	case t.is("true"), t.is("false"):
		return p.literal(t.pos, Bool, t.is("true"))
	case t.kind == tokenQuoted:
		return p.property()
	case t.kind == tokenName && !reserved(t.text):
		if err := p.next(); err != nil {
			return nil, err
		}
		if p.now.sign("(") {
			return p.call(t)
		}
		return p.named(t)
	}
	return nil, p.want(`a property, a literal, a function or "("`)
}

// reserved are words that are operators and never a property unless quoted.
func reserved(word string) bool {
	return slices.Contains([]string{"and", "or", "not", "like", "between", "in", "is", "null", "div"}, strings.ToLower(word))
}

func (p *parser) property() (*node, error) {
	t := p.now
	if err := p.next(); err != nil {
		return nil, err
	}
	return p.named(t)
}

func (p *parser) named(t token) (*node, error) {
	n, err := p.make(opProperty, t.pos)
	if err == nil {
		n.value = t.text
	}
	return n, err
}

// call reads what follows the name of a function or of a literal with
// parentheses.
func (p *parser) call(name token) (*node, error) {
	op := strings.ToLower(name.text)
	switch op {
	case "date", "timestamp":
		return p.moment(name, op)
	case "interval":
		return p.interval(name)
	case "bbox":
		return p.bbox(name)
	case "casei", "accenti":
		return p.function(op, name, 1)
	}
	switch {
	case spatial(op), temporal(op):
		return p.function(op, name, 2)
	case geometryName(op):
		return p.geometry(name)
	}
	return nil, fail(name.pos, "CASEI, ACCENTI, a spatial function such as S_INTERSECTS, a temporal function such as T_AFTER, a geometry, DATE, TIMESTAMP or INTERVAL", name.shown(p.src))
}

func (p *parser) function(op string, name token, arity int) (*node, error) {
	args, err := nested(p, p.sum)
	if err != nil {
		return nil, err
	}
	if len(args) != arity {
		return nil, fail(name.pos, plural(arity, "argument")+" of "+strings.ToUpper(op), plural(len(args), "argument"))
	}
	return p.make(op, name.pos, args...)
}

func (p *parser) moment(name token, op string) (*node, error) {
	if err := p.take("("); err != nil {
		return nil, err
	}
	t := p.now
	if t.kind != tokenString {
		return nil, p.want("a text such as '2026-11-24'")
	}
	n, err := momentNode(name.pos, op, t.text, t.pos)
	if err != nil {
		return nil, err
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	return n, p.take(")")
}

func (p *parser) interval(name token) (*node, error) {
	args, err := nested(p, p.sum)
	if err != nil {
		return nil, err
	}
	return intervalNode(name.pos, args)
}
