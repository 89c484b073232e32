package sets

// Client shows tests the client that fetches.
var Client = client
