/** The forms of the ARNs that an action takes, from AWS's service reference. */

import type { ActionInfo } from '#core/model/service-reference.ts';

export interface ArnForm {
  readonly matches: (arn: string) => boolean;
  readonly sample: string;
}

export const otherName = 'any-other-name-0';
export const secondName = 'z7q5z';

/** Returns no form for an action that takes no resource, or that the reference does not know. */
export const arnFormsOf = (action: ActionInfo | undefined, account: string): ArnForm[] =>
  (action?.resourceTypes ?? [])
    .flatMap(({ arnFormat }) => arnFormat.split(', '))
    .map((format) => formOf(format, account || '111122223333'));

const variable = /\$\{(\w+)\}/g;

function formOf(format: string, account: string): ArnForm {
  const values: Readonly<Record<string, string>> = {
    Partition: 'aws',
    Region: 'us-east-1',
    Account: account,
  };
  const fields: Readonly<Record<string, string>> = {
    Partition: '[^:]+',
    Region: '[^:]*',
    Account: '[^:]*',
  };
  const last = [...format.matchAll(variable)].at(-1)?.index ?? -1;
  const holdsSlash = format.includes('/');
  const pattern = format.split(/(\$\{\w+\})/).reduce<{ at: number; text: string }>(
    ({ at, text }, piece) => {
      const name = /^\$\{(\w+)\}$/.exec(piece)?.[1];
      const part =
        name === undefined
          ? piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
          : (fields[name] ?? (at === last && holdsSlash ? '.+' : '[^/]+'));
      return { at: at + piece.length, text: text + part };
    },
    { at: 0, text: '' },
  ).text;
  const whole = new RegExp(`^${pattern}$`);
  return {
    matches: (arn) => whole.test(arn),
    sample: format.replaceAll(variable, (_, name: string) => values[name] ?? otherName),
  };
}
