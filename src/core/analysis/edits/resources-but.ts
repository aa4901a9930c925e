/** Takes one resource out of the resources of a Deny, as far as IAM has words for it: a pattern knows no "but". */

import { compileGlob, globMatches } from '../../eval/glob.ts';
import { type StatementJson, listedTexts } from './documents.ts';

interface Resources {
  readonly here: StatementJson;
  /** Absent: the statement is about no others. */
  readonly others?: StatementJson;
  readonly wider?: readonly string[];
  /** `others` is true of the asked action alone. */
  readonly isOfAction?: true;
}

/**
 * `undefined`: no element can say less than all resources of the statement. `own`: the bucket whose policy it is, so
 * that "all but this one" is about its objects alone.
 */
export function resourcesBut(
  { Resource, NotResource }: StatementJson,
  asked: string,
  own?: string,
): Resources | undefined {
  // A trust policy is about its role alone.
  if (Resource === undefined && NotResource === undefined) return { here: {} };
  const here = { Resource: [asked] };
  if (NotResource !== undefined)
    return asked === '*'
      ? undefined
      : { here, others: { NotResource: [...listedTexts(NotResource), asked] } };
  const named = listedTexts(Resource);
  if (named.includes('*')) return asked === '*' ? { here } : { here, others: { NotResource: [asked] } };
  const covering = named.filter((one) => patternMayCover(one, asked));
  if (covering.length === 0) return undefined;
  if (own !== undefined && asked.startsWith(`${own}/`) && covering.includes(`${own}/*`))
    return { here, others: { NotResource: [asked] }, isOfAction: true };
  const rest = named.filter((one) => !covering.includes(one));
  const isAskedAlone = covering.every((one) => one === asked);
  return {
    here: isAskedAlone ? here : { Resource: covering },
    ...(rest.length > 0 && { others: { Resource: rest } }),
    ...(!isAskedAlone && { wider: covering }),
  };
}

/** Says no only where the pattern surely names something else. Nobody knows what a variable becomes. */
export function patternMayCover(pattern: string, resource: string): boolean {
  const variable = pattern.indexOf('${');
  return pattern === resource || variable < 0
    ? pattern === resource || globMatches(compileGlob(pattern), resource)
    : globMatches(compileGlob(`${pattern.slice(0, variable)}*`), resource);
}
