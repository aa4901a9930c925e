/** A simulated product and the name of its issuer lead to each other. */

import { expect, test } from 'vitest';
import { outsideTemplateOf } from '#core/api/playground/outside-templates.ts';
import { issuerOfProduct, productOfIssuer } from '#core/model/federation/issuers.ts';
import { outsideKinds } from '#core/model/records/lists.ts';
import { seeded } from '../api/door.ts';

test.each(outsideKinds)('a new %s has the issuer that its product promises', (kind) => {
  const { issuer } = outsideTemplateOf(kind, 'acme.example', seeded(1));
  const promised = issuerOfProduct(kind, 'acme.example');
  if (promised === undefined) expect(issuer ?? 'https://oidc.eks.').toMatch(/^https:\/\/oidc\.eks\./);
  else expect(issuer).toBe(`https://${promised}`);
});

test.each([
  'token.actions.githubusercontent.com',
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'my-team.okta.com',
])('the product of %s gets this issuer', (name) => {
  const product = productOfIssuer(name);
  expect(product && issuerOfProduct(product.kind, product.domain ?? 'acme.example')).toBe(name);
});

test.each(['id.example.com', 'www.my.okta.com', 'okta.com', '-a.okta.com', 'github.com', ''])(
  'no product has the issuer “%s”',
  (name) => expect(productOfIssuer(name)).toBeUndefined(),
);
