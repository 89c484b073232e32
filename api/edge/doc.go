// Package edge stands between the network and the handlers. It says who asks
// and by which scheme, believes forwarded headers of declared proxies alone,
// refuses requests that two readers could take differently, sets the headers
// that browsers obey, and holds certificates.
//
// Behind Wrap a request tells the truth: RemoteAddr is the client, Host is what
// the client asked for, Scheme says http or https, and no forwarded header is
// left that a handler might believe.
package edge
