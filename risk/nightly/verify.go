package nightly

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"timpora/risk"
	"timpora/risk/score"
)

// ErrDiffers reports a stored run that cannot be computed again to the same
// bytes.
var ErrDiffers = errors.New("run differs from its recomputation")

// seal puts a result into a run with all digests.
func seal(job Job, in score.Inputs, result risk.Result) (risk.Run, error) {
	inputs, err := in.Bytes()
	if err != nil {
		return risk.Run{}, err
	}
	digest, err := ResultDigest(result)
	if err != nil {
		return risk.Run{}, err
	}
	run := risk.Run{
		At: job.At.UTC(), Version: job.Version, Seed: job.Seed,
		Resolution: job.Frame.Resolution, BoundarySet: job.Frame.BoundarySet, PrecisionM: job.PrecisionM,
		PolicyDigest: score.PolicyDigest(job.Policy), InputsDigest: score.InputsDigest(inputs), ResultDigest: digest,
		Synthetic: job.Synthetic, Policy: bytes.Clone(job.Policy), Inputs: inputs, Result: result,
	}
	run.ID = identify(run)
	return run, nil
}

// identify makes a UUIDv7 from the moment of a run and a hash of all that
// decides it: the same run has the same identifier wherever it is computed.
func identify(r risk.Run) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n%s\n%d\n%s\n%s\n%s\n%v\n%t\n", r.Version, r.Seed, r.BoundarySet, r.Resolution,
		r.PolicyDigest, r.InputsDigest, r.ResultDigest, r.PrecisionM, r.Synthetic)
	var id uuid.UUID
	copy(id[:], h.Sum(nil))
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(r.At.UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}

// ResultDigest is the SHA-256 of the canonical JSON of a result.
func ResultDigest(r risk.Result) (string, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("result: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Verify repeats a stored run from its policy, inputs and seed on the frame of
// its boundary set. nil means that digests and result agree byte for byte.
func Verify(run risk.Run, frame risk.Frame) error {
	if got := score.PolicyDigest(run.Policy); got != run.PolicyDigest {
		return fmt.Errorf("%w: policy has digest %s, the run says %s", ErrDiffers, got, run.PolicyDigest)
	}
	if got := score.InputsDigest(run.Inputs); got != run.InputsDigest {
		return fmt.Errorf("%w: inputs have digest %s, the run says %s", ErrDiffers, got, run.InputsDigest)
	}
	policy, err := score.ParsePolicy(run.Policy)
	if err != nil {
		return fmt.Errorf("verify run %s: %w", run.ID, err)
	}
	in, err := score.ParseInputs(run.Inputs)
	if err != nil {
		return fmt.Errorf("verify run %s: %w", run.ID, err)
	}
	again, err := Evaluate(frame, in, policy, run.Seed, run.PrecisionM)
	if err != nil {
		return fmt.Errorf("verify run %s: %w", run.ID, err)
	}
	return compare(run, again)
}

func compare(run risk.Run, again risk.Result) error {
	stored, err := ResultDigest(run.Result)
	if err != nil {
		return err
	}
	computed, err := ResultDigest(again)
	if err != nil {
		return err
	}
	switch {
	case stored != run.ResultDigest:
		return fmt.Errorf("%w: the stored result has digest %s, the run says %s", ErrDiffers, stored, run.ResultDigest)
	case computed != run.ResultDigest:
		return fmt.Errorf("%w: computed digest %s, the run says %s", ErrDiffers, computed, run.ResultDigest)
	}
	return nil
}
