// An OpenID Connect server for the tests: node server.js <port>. It lets everybody in by the name they type, with any password;
// who they are is written below. Prints a line once it listens.
import Provider from 'oidc-provider';

const [port] = process.argv.slice(2);

const people = {
  ana: { preferred_username: 'Ana', tenant: 'melati', groups: ['wa-operators', 'canteen'] },
  budi: { preferred_username: 'Budi', tenant: 'melati', groups: ['canteen'] },
  citra: { preferred_username: 'Citra', groups: ['admin'] },
};

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: 'pindai',
    client_secret: 'a-secret-of-the-tests-that-is-long-enough',
    redirect_uris: ['http://localhost/login/oidc'],
    post_logout_redirect_uris: ['http://localhost/login'],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  pkce: { required: () => true },
  // Claims of scopes come in the token itself, as most servers have it.
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], profile: ['preferred_username', 'tenant', 'groups'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  cookies: { keys: ['a-key-of-the-tests'] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
});

// The port of Pindai is known only once it has started, after this.
const onAnyPort = (allowed) => (uri) => allowed.includes(uri.replace(/^http:\/\/localhost:\d+\//, 'http://localhost/'));
provider.Client.prototype.redirectUriAllowed = function allowed(uri) {
  return onAnyPort(this.redirectUris)(uri);
};
provider.Client.prototype.postLogoutRedirectUriAllowed = function allowed(uri) {
  return onAnyPort(this.postLogoutRedirectUris)(uri);
};

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
process.stdin.on('end', () => process.exit()).resume();
