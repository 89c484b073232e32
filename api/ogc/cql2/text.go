package cql2

import "strings"

// parser reads CQL2 text by descent, one function for each rank of operators:
// OR, AND, NOT, comparisons, sums, products, powers.
type parser struct {
	src   string
	now   token
	depth int
	nodes int
}

func parseText(src string) (*node, error) {
	p := &parser{src: src}
	if err := p.next(); err != nil {
		return nil, err
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.now.kind != tokenEnd {
		return nil, p.want("AND, OR, an operator or the end")
	}
	return n, nil
}

func (p *parser) next() (err error) {
	p.now, err = scan(p.src, p.now.end)
	return err
}

// deeper counts a level of nesting; higher is its end.
func (p *parser) deeper() error {
	if p.depth++; p.depth > deepest {
		return fail(p.now.pos, "at most 100 levels of nesting", "more")
	}
	return nil
}

func (p *parser) higher() { p.depth-- }

func (p *parser) want(what string) error { return fail(p.now.pos, what, p.now.shown(p.src)) }

// take steps over a sign.
func (p *parser) take(sign string) error {
	if !p.now.sign(sign) {
		return p.want(`"` + sign + `"`)
	}
	return p.next()
}

// word steps over a keyword if it is there.
func (p *parser) word(w string) (bool, error) {
	if !p.now.is(w) {
		return false, nil
	}
	return true, p.next()
}

func (p *parser) make(op string, pos int, args ...*node) (*node, error) {
	if p.nodes++; p.nodes > mostNode {
		return nil, fail(pos, "at most 5000 operators and operands", "more")
	}
	return &node{op: op, pos: pos, args: args}, nil
}

// chain reads operands with one of two words between them.
func (p *parser) chain(word string, operand func() (*node, error)) (*node, error) {
	first, err := operand()
	if err != nil || !p.now.is(word) {
		return first, err
	}
	n, err := p.make(word, first.pos, first)
	for err == nil && p.now.is(word) {
		if err = p.next(); err != nil {
			return nil, err
		}
		var more *node
		more, err = operand()
		n.args = append(n.args, more)
	}
	return n, err
}

func (p *parser) or() (*node, error) {
	return p.chain("or", p.and)
}

func (p *parser) and() (*node, error) { return p.chain("and", p.not) }

func (p *parser) not() (*node, error) {
	pos := p.now.pos
	found, err := p.word("not")
	if err != nil || !found {
		if err == nil {
			return p.comparison()
		}
		return nil, err
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.higher()
	arg, err := p.not()
	if err != nil {
		return nil, err
	}
	return p.make("not", pos, arg)
}

func (p *parser) comparison() (*node, error) {
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	if p.now.kind == tokenSign && comparison(p.now.text) {
		op := p.now.text
		if err := p.next(); err != nil {
			return nil, err
		}
		right, err := p.sum()
		if err != nil {
			return nil, err
		}
		return p.make(op, left.pos, left, right)
	}
	if found, err := p.word("is"); found || err != nil {
		return p.isNull(left, err)
	}
	negated, err := p.word("not")
	if err != nil {
		return nil, err
	}
	n, err := p.wordy(left, negated)
	if err != nil || !negated {
		return n, err
	}
	return p.make("not", left.pos, n)
}

func (p *parser) isNull(left *node, err error) (*node, error) {
	if err != nil {
		return nil, err
	}
	negated, err := p.word("not")
	if err != nil {
		return nil, err
	}
	if found, err := p.word("null"); !found || err != nil {
		if err == nil {
			err = p.want("NULL")
		}
		return nil, err
	}
	n, err := p.make("isNull", left.pos, left)
	if err != nil || !negated {
		return n, err
	}
	return p.make("not", left.pos, n)
}

// wordy reads LIKE, BETWEEN and IN after their first operand.
func (p *parser) wordy(left *node, must bool) (*node, error) {
	word := strings.ToLower(p.now.text)
	if p.now.kind != tokenName || (word != "like" && word != "between" && word != "in") {
		if must {
			return nil, p.want("LIKE, BETWEEN or IN")
		}
		return left, nil
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	if word == "in" {
		pos := p.now.pos
		args, err := nested(p, p.sum)
		if err != nil {
			return nil, err
		}
		values, err := p.make(opList, pos, args...)
		if err != nil {
			return nil, err
		}
		return p.make("in", left.pos, left, values)
	}
	low, err := p.sum()
	if err != nil || word == "like" {
		if err != nil {
			return nil, err
		}
		return p.make("like", left.pos, left, low)
	}
	if found, err := p.word("and"); !found || err != nil {
		if err == nil {
			err = p.want("AND")
		}
		return nil, err
	}
	high, err := p.sum()
	if err != nil {
		return nil, err
	}
	return p.make("between", left.pos, left, low, high)
}
