// Package relate answers how two shapes lie to each other in the plane of
// longitude and latitude, edges straight between vertices, as OGC Simple
// Features names it (06-103r4, 6.1.15): intersects, disjoint, within, contains,
// equals, touches, crosses, overlaps.
//
// Intersects is exact for every input: turns are decided without rounding. The
// others cut edges where they meet, so that a meeting closer than rounding (about
// 1e-14 degrees) may count as a touch. An area is what the even-odd rule makes of
// its rings; shapes that break the rules of Simple Features are answered by that
// rule, never with an error.
//
// A shape is prepared once in O(n); a question costs O(log n) for each edge of
// the smaller shape that comes near the other.
package relate
