package data

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"timpora/risk/audit"
)

// batchRows is how many rows one transaction of a long work rewrites, so that
// other writers get their turn.
const batchRows = 500

// KeyUse is how many values a key of the ring sealed.
type KeyUse struct {
	Key
	Values int `json:"values"`
}

// KeyStatus is the state of the ring and of what it seals.
type KeyStatus struct {
	Keys  []KeyUse `json:"keys"`  // the oldest first
	Lost  []KeyUse `json:"lost"`  // sealed values without a key in the ring
	Clear int      `json:"clear"` // values from before there were keys
}

// KeyStatus counts what each key seals. Cost: a read of everything that the ring sealed.
func (s *Store) KeyStatus(ctx context.Context) (KeyStatus, error) {
	if s.ring == nil {
		return KeyStatus{}, ErrNoKey
	}
	keys, err := s.ring.Keys()
	if err != nil {
		return KeyStatus{}, err
	}
	st := KeyStatus{Lost: []KeyUse{}}
	err = s.view(ctx, func(q *txn) error {
		use, err := q.keyUse()
		if err != nil {
			return err
		}
		for _, k := range keys {
			st.Keys = append(st.Keys, KeyUse{k, use[k.ID]})
			delete(use, k.ID)
		}
		for _, id := range slices.Sorted(maps.Keys(use)) {
			st.Lost = append(st.Lost, KeyUse{Key{ID: id}, use[id]})
		}
		st.Clear, err = q.countClear()
		return err
	})
	return st, err
}

// keyUse counts the values by the key that sealed them.
func (q *txn) keyUse() (map[string]int, error) {
	use := map[string]int{}
	for _, h := range holders() {
		err := h.each(q, func(sealed string) error {
			id, _, ok := splitSealed(sealed)
			if !ok {
				return fmt.Errorf("%w: %s holds a value that is not sealed", ErrCorrupt, h.name)
			}
			use[id]++
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return use, nil
}

// RotateKeys brings a new current key, seals everything under it and takes the
// old ones out of the ring once no value uses them. When it was interrupted, the
// next call goes on with the key that it began with. It works beside servers and
// returns how many values it sealed again; progress, which may be nil, hears of
// each batch. Backups made before need the old ring to be read.
func (s *Store) RotateKeys(ctx context.Context, progress func(done int)) (int, error) {
	done := 0
	err := s.rotateKeys(ctx, func(n int) {
		if done += n; progress != nil {
			progress(done)
		}
	})
	if err != nil {
		return done, fmt.Errorf("rotate keys: %w", err)
	}
	return done, nil
}

func (s *Store) rotateKeys(ctx context.Context, progress func(int)) error {
	if s.ring == nil {
		return ErrNoKey
	}
	lock, err := s.ring.lock()
	if err != nil {
		return err
	}
	defer lock.Close()
	keys, err := s.ring.Keys()
	if err != nil {
		return err
	}
	if len(keys) == 1 { // otherwise a rotation is under way
		if err := s.ring.renew(); err != nil {
			return err
		}
	}
	for left := 1; left > 0; { // a transaction that began before may still bring a value under an old key
		if err := s.resealAll(ctx, progress); err != nil {
			return err
		}
		if left, err = s.retireKeys(ctx); err != nil {
			return err
		}
	}
	return nil
}

// resealAll goes once through everything that keys of the ring sealed.
func (s *Store) resealAll(ctx context.Context, progress func(int)) error {
	for _, h := range holders() {
		for b := (batch{more: true}); b.more; {
			from := b.last
			err := s.change(ctx, func(q *txn) (err error) {
				if b, err = h.reseal(q, from); err != nil || b.rows == 0 {
					return err
				}
				return q.done(audit.Seal, "", map[string]string{"values": strconv.Itoa(b.rows)})
			})
			if err != nil {
				return err
			}
			progress(b.rows)
		}
	}
	return nil
}

// retireKeys takes the old keys out of the ring when no value uses them, while
// nobody can seal; otherwise it returns how many do.
func (s *Store) retireKeys(ctx context.Context) (left int, err error) {
	err = s.change(ctx, func(q *txn) error {
		left = 0
		if q.d.alone != "" {
			if err := q.exec(q.d.alone); err != nil {
				return err
			}
		}
		use, err := q.keyUse()
		if err != nil {
			return err
		}
		keys, err := q.ring.Keys()
		if err != nil {
			return err
		}
		retired := 0
		for _, k := range keys {
			if !k.Current {
				left += use[k.ID]
				retired++
			}
		}
		if left > 0 || retired == 0 {
			return nil
		}
		if err := q.done(audit.RetireKeys, "", map[string]string{"retired": strconv.Itoa(retired)}); err != nil {
			return err
		}
		return q.ring.retire()
	})
	return left, err
}
