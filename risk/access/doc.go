// Package access decides who may do what: one function, Decide, from a subject,
// an action and an object to a verdict. Every route declares its action, and
// everything that a route shows is made for the subject's Audience, so that tiles,
// lists, counts, exports and reports of one subject agree.
//
//	role           tier     own area  may
//	public         public   -         boundaries, figures of kecamatan
//	reporter       public   -         the same, and its own reports
//	desa           partner  needed    aggregates of its own desa
//	member         partner  may have  aggregates of its own area
//	officer        officer  may have  exact figures, plans, daily reports, imports
//	planner        officer  may have  what officers may, and decide on plans
//	administrator  partner  -         users, tokens, imports, audit, personal data in store
//	auditor        partner  -         the audit trail
//
// A user may hold several roles and has the rights of all; a scope limits them
// all. Scopes are area codes; none means the whole working area, except for a
// desa official, who then sees what the public sees. Nothing here depends on a
// person's traits.
//
// A verdict is about existence as well: what lies outside the scope is hidden
// (404), what the role may not do is forbidden (403), and what nobody may do
// without signing in asks for it (401).
package access
