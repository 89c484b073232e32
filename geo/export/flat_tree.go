package export

import (
	"encoding/binary"
	"errors"
	"io"
)

const (
	branches  = 16 // of a node
	nodeBytes = 40
)

// treeNode is a node of the packed R-tree: a box and, for a leaf, the offset of
// its feature, for another the number of its first child.
type treeNode struct {
	box   box
	first uint64
}

func (n treeNode) append(dst []byte) []byte {
	return binary.LittleEndian.AppendUint64(appendBox(dst, n.box), n.first)
}

// levelSizes are the numbers of nodes of each level, leaves first; above the
// leaves there is always a root.
func levelSizes(leaves int) []int {
	sizes := []int{leaves}
	for n := leaves; len(sizes) == 1 || n > 1; {
		n = (n + branches - 1) / branches
		sizes = append(sizes, n)
	}
	return sizes
}

// writeTree writes the nodes, root first. Leaves pass through a spill, the
// levels above are a fifteenth of them and stay in memory.
func writeTree(w io.Writer, features *spill, items []hilbertItem, o Options) (err error) {
	leaves, err := newSpill(o.Temp)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leaves.close()) }()
	lowest, err := spillLeaves(leaves, features, items)
	if err != nil {
		return err
	}
	for _, level := range upperLevels(lowest, levelSizes(len(items))) {
		for _, n := range level {
			if _, err := w.Write(n.append(nil)); err != nil {
				return err
			}
		}
	}
	return leaves.copyTo(w)
}

// spillLeaves writes the leaves and gives the boxes of the level above.
func spillLeaves(leaves, features *spill, items []hilbertItem) ([]treeNode, error) {
	above := make([]treeNode, 0, len(items)/branches+1)
	var offset uint64
	var head [boxBytes + 4]byte
	for i, it := range items {
		if _, err := features.ReadAt(head[:], it.at); err != nil {
			return nil, err
		}
		n := treeNode{readBox(head[:]), offset}
		offset += 4 + uint64(binary.LittleEndian.Uint32(head[boxBytes:]))
		if i%branches == 0 {
			above = append(above, treeNode{box: emptyBox()})
		}
		above[len(above)-1].box.add(n.box)
		if _, err := leaves.Write(n.append(nil)); err != nil {
			return nil, err
		}
	}
	return above, nil
}

// upperLevels are the levels above the leaves, root first, with the numbers of
// their children: nodes are numbered in the order of the file.
func upperLevels(lowest []treeNode, sizes []int) [][]treeNode {
	levels := [][]treeNode{lowest}
	for top := lowest; len(top) > 1; {
		var up []treeNode
		for i, n := range top {
			if i%branches == 0 {
				up = append(up, treeNode{box: emptyBox()})
			}
			up[len(up)-1].box.add(n.box)
		}
		levels = append([][]treeNode{up}, levels...)
		top = up
	}
	first := 0
	for i, level := range levels {
		first += sizes[len(sizes)-1-i] // where the next level begins
		for k := range level {
			level[k].first = uint64(first + k*branches)
		}
	}
	return levels
}
