/** Finds principals that let in more than their author may have meant. */

import { trustDangers } from '../../policy/checks/trust-dangers.ts';
import type { CheckedStatement } from '../document.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import { type Checks, type Found, type StatementCheck, testedKeys } from '../finding.ts';

const isOpen = ({ conditions = [] }: CheckedStatement): boolean => conditions.length === 0;

/** Checks the principals of a trust policy. The fix for SAML adds the condition that the console writes. */
const trustPrincipals: StatementCheck = (statement, { kind, text }) => {
  if (kind !== 'trust') return [];
  const audience = {
    operator: 'StringEquals',
    key: 'SAML:aud',
    values: ['https://signin.aws.amazon.com/saml'],
    list: false,
  };
  const fix = fixing('Only AWS’s sign-in (SAML:aud)', text, statement.index, addCondition(audience));
  const { effect } = statement;
  if (!effect) return [];
  return trustDangers({ ...statement, effect }).map((danger) => ({
    ...danger,
    ...(danger.id === 'saml-without-audience' ? fix : {}),
  }));
};

/** Checks the principals of a resource policy. */
const openPrincipals: StatementCheck = (statement, { kind }) => {
  const { effect, principal } = statement;
  if (effect !== 'Allow' || !principal || kind !== 'resource') return [];
  const keys = testedKeys(statement);
  return principal.entries.flatMap(({ type, value, span }): Found[] => {
    if (value === '*' && isOpen(statement)) {
      const message =
        'Anybody in any AWS account can use this resource. Name accounts, or add a condition such as aws:PrincipalOrgID.';
      return [{ id: 'open-to-everyone', span, message }];
    }
    if (type === 'Service' && !keys.some((key) => /^aws:source(arn|account|org)/.test(key))) {
      const message =
        'The service can act here for any account. Add a condition on aws:SourceAccount or aws:SourceArn to allow only yours.';
      return [{ id: 'confused-deputy', span, message }];
    }
    return [];
  });
};

export const principalChecks: Checks = { statement: [trustPrincipals, openPrincipals] };
