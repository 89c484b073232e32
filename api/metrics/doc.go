// Package metrics counts requests and tells how the program is, for Prometheus,
// beside the profiles of the Go runtime. It is served on a listener of its own
// that only this machine reaches. Labels are methods, statuses and the patterns
// of the route table: no id, no token, no person.
package metrics
