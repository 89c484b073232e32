// Package frame draws the pages that need no script: header, language, footer and
// stylesheet, with the body of a template in between. Sign-in, accounts and
// administration share it. A page takes what it says from words in Indonesian and
// English, and fails to render, in tests first, where a word is missing.
//
// Pages bring their own content security policy: no script at all, styles and
// pictures of this origin alone. Every answer is no-store.
package frame
