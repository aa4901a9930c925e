/** Maps each attribute of an assertion to its context key (K-21). Other attributes become no key. */

import type { RequestContext } from '../../authz/decision.ts';
import type { SamlAssertion } from '../../model/request/evidence.ts';

const eduPerson = [
  'affiliation[]',
  'nickname[]',
  'orgdn',
  'orgunitdn[]',
  'primaryaffiliation',
  'principalname',
  'entitlement[]',
  'primaryorgunitdn',
  'scopedaffiliation[]',
  'targetedid[]',
  'assurance[]',
];
const eduOrg = [
  'homepageuri[]',
  'identityauthnpolicyuri[]',
  'legalname[]',
  'superioruri[]',
  'whitepagesuri[]',
];
const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/** A key that ends in `[]` is a list, all others have one value. */
const keyOf: ReadonlyMap<string, string> = new Map([
  ...eduPerson.map((name, i) => [`urn:oid:1.3.6.1.4.1.5923.1.1.1.${i + 1}`, `eduperson${name}`] as const),
  ...eduOrg.map((name, i) => [`urn:oid:1.3.6.1.4.1.5923.1.2.1.${i + 2}`, `eduorg${name}`] as const),
  ['urn:oid:2.5.4.3', 'cn[]'],
  [`${claims}name`, 'name[]'],
  [`${claims}givenname`, 'givenName[]'],
  [`${claims}surname`, 'surname[]'],
  [`${claims}emailaddress`, 'mail[]'],
  ['http://schemas.xmlsoap.org/claims/CommonName', 'commonName[]'],
  ['http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid', 'uid[]'],
]);

export function attributeKeys(attributes: SamlAssertion['attributes']): RequestContext {
  const keys: Record<string, string | readonly string[]> = {};
  for (const { name, values } of attributes) {
    const key = keyOf.get(name);
    const [first] = values;
    if (key === undefined || first === undefined) continue;
    if (key.endsWith('[]')) keys[`saml:${key.slice(0, -2)}`] = values;
    else keys[`saml:${key}`] = first;
  }
  return keys;
}
