/** Reads `ContextEntries` of the simulator: keys with values of a stated type, which must fit it. */

import type { RequestContext } from '../../../authz/decision.ts';
import { fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import type { AwsError } from '../../../model/request/request.ts';
import { type Result, ok } from '../../../model/result.ts';
import { unverifiedTexts } from '../../errors/texts.ts';

const fits: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  numeric: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
  boolean: (value) => value === 'true' || value === 'false',
  ip: (value) => /^[\dA-Fa-f.:]+(\/\d{1,3})?$/.test(value),
  binary: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
  date: (value) => /^\d+$/.test(value) || !Number.isNaN(Date.parse(value)),
};

export function readContextEntries(
  entries: readonly Api.ContextEntry[] = [],
): Result<RequestContext, AwsError> {
  const context: Record<string, string | readonly string[]> = {};
  for (const {
    ContextKeyName: key,
    ContextKeyValues: values = [],
    ContextKeyType: type = 'string',
  } of entries) {
    if (key === undefined) continue;
    const isList = type.endsWith('List');
    const check = fits[type.replace(/List$/, '')];
    const [first] = values;
    if (!values.every((value) => check?.(value)) || (!isList && values.length > 1))
      return fail('InvalidInput', unverifiedTexts.badContextValue(key, type));
    if (isList) context[key] = values;
    else if (first !== undefined) context[key] = first;
  }
  return ok(context);
}
