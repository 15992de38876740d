// The token that tells the server that a change was made on this very page; it is bound to the sign-in of its visitor.

/** Headers that a call has to bring along; none on a page whose visitor has no sign-in. */
export function csrfHeaders(root = document) {
  const token = root.querySelector('meta[name=csrf-token]')?.content;
  return token ? { 'X-CSRF-Token': token } : {};
}
