/** The forms of ARNs that the service reference knows, by the service that stands in the ARN. */

import type { Reference, ServiceInfo } from '../../model/service-reference.ts';
import { fitsText } from '../../policy/arn-format.ts';
import { memoBy, memoByKey } from '../../model/memo.ts';

export interface ArnForm {
  readonly format: string;
  /** Empty, a literal, `*` or a variable. */
  readonly region: string;
  readonly account: string;
  /** All after the account. */
  readonly resource: string;
}

interface Forms {
  /** Prefixes of actions and services of ARNs. */
  readonly services: ReadonlySet<string>;
  readonly byService: ReadonlyMap<string, readonly ArnForm[]>;
}

/** Reads them again after the reference has loaded more services. */
export function formsOf(reference: Reference): Forms {
  const prefixes = reference.services?.() ?? [];
  return readForms(reference, prefixes.length, prefixes);
}

const readForms = memoByKey((reference: Reference, _: number, prefixes: readonly string[]): Forms => {
  const byService = new Map<string, Map<string, ArnForm>>();
  for (const prefix of prefixes)
    for (const { arnFormat } of reference.service?.(prefix)?.resourceTypes ?? [])
      for (const format of arnFormat.split(', ')) {
        const service = format.split(':', 3)[2] ?? '';
        let forms = byService.get(service);
        if (!forms) byService.set(service, (forms = new Map<string, ArnForm>()));
        forms.set(format, formOf(format));
      }
  return {
    services: new Set([...prefixes, ...byService.keys()]),
    byService: new Map([...byService].map(([service, all]) => [service, [...all.values()]])),
  };
}, 1);

function formOf(format: string): ArnForm {
  const [, , , region = '', account = '', ...rest] = format.split(':');
  return { format, region, account, resource: rest.join(':') };
}

/** Tells if the prefix of actions exists, in small letters as ARNs have it. */
export const isPrefix = (name: string, reference: Reference): boolean =>
  name === name.toLowerCase() && reference.service?.(name) !== undefined;

const ownFormsOf = memoBy(({ resourceTypes }: ServiceInfo, service: string): readonly ArnForm[] =>
  resourceTypes
    .flatMap(({ arnFormat }) => arnFormat.split(', '))
    .filter((format) => format.split(':', 3)[2] === service)
    .map(formOf),
);

/** Returns the forms of a service that it names itself; others may know more. */
export function ownForms(service: string, reference: Reference): readonly ArnForm[] {
  const info = reference.service?.(service);
  return info ? ownFormsOf(info, service) : [];
}

/** Returns the forms that the last part of an ARN can have. */
export const fitting = (resource: string, forms: readonly ArnForm[]): ArnForm[] =>
  forms.filter((form) => resource === '*' || fitsText(resource, form.resource));

/**
 * Tells if a whole ARN fits some form. A wildcard in the region or the account may here stand for more than its field:
 * Access Analyzer is as lenient, which its findings about AWS's own policies show.
 */
export const fitsWhole = (arn: string, forms: readonly ArnForm[]): boolean =>
  forms.some(({ format }) => fitsText(arn, format));
