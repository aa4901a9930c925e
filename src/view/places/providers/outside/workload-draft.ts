/**
 * A workload of a simulated provider in a form. GitHub makes the subject of a token from the kind of run
 * (docs.github.com, "OpenID Connect reference"), a Kubernetes cluster from the service account of the pod.
 * The form asks for those, and takes any other subject as text.
 */

import type { OutsideKind } from '#core/model/records/lists.ts';
import type { OutsideProviderRecord, OutsideWorkload } from '#core/model/records/outside-providers.ts';
import { attributeText, attributesInText, groupsInText } from './person-draft.ts';

export const workloadForms = [
  'branch',
  'tag',
  'environment',
  'pull-request',
  'service-account',
  'written',
] as const;
export type WorkloadForm = (typeof workloadForms)[number];

export interface WorkloadDraft {
  form: WorkloadForm;
  name: string;
  /** A GitHub repository as `owner/name`. */
  repository: string;
  detail: string;
  namespace: string;
  serviceAccount: string;
  subject: string;
  /** The claims that do not follow from the rest, one `name = value` on a line. */
  claims: string;
  /** The values of `amr`, separated by commas. */
  methods: string;
}

export const formWords: Readonly<Record<WorkloadForm, string>> = {
  branch: 'Runs on a branch',
  tag: 'Runs on a tag',
  environment: 'Jobs of an environment',
  'pull-request': 'Runs of pull requests',
  'service-account': 'Pods of a service account',
  written: 'Another subject',
};

export const detailWords: Readonly<Partial<Record<WorkloadForm, string>>> = {
  branch: 'Branch',
  tag: 'Tag',
  environment: 'Environment',
};

/** Returns true for runs of GitHub Actions: their subject begins with the repository. */
export const isRun = (form: WorkloadForm): boolean => form === 'pull-request' || form in detailWords;

export function workloadFormsOf(kind: OutsideKind): readonly WorkloadForm[] {
  if (kind === 'github') return ['branch', 'tag', 'environment', 'pull-request', 'written'];
  return kind === 'kubernetes' ? ['service-account', 'written'] : ['written'];
}

type Claims = Readonly<Record<string, string>>;

function derived(draft: WorkloadDraft): Claims {
  const [repository, detail] = [draft.repository.trim(), draft.detail.trim()];
  const run = (of: string, claims: Claims): Claims => ({
    sub: `repo:${repository}:${of}`,
    repository,
    repository_owner: repository.split('/')[0] ?? '',
    ...claims,
  });
  switch (draft.form) {
    case 'branch':
      return run(`ref:refs/heads/${detail}`, { ref: `refs/heads/${detail}` });
    case 'tag':
      return run(`ref:refs/tags/${detail}`, { ref: `refs/tags/${detail}` });
    case 'environment':
      return run(`environment:${detail}`, { environment: detail });
    case 'pull-request':
      return run('pull_request', { event_name: 'pull_request' });
    case 'service-account':
      return { sub: `system:serviceaccount:${draft.namespace.trim()}:${draft.serviceAccount.trim()}` };
    case 'written':
      return { sub: draft.subject.trim() };
  }
}

export const workloadSubject = (draft: WorkloadDraft): string => derived(draft)['sub'] ?? '';

type Parts = Partial<WorkloadDraft> & Pick<WorkloadDraft, 'form'>;

/** Reads a subject in each form. The last form takes any. */
const readers: readonly (readonly [
  WorkloadForm,
  RegExp,
  (found: readonly string[]) => Partial<WorkloadDraft>,
])[] = [
  ['branch', /^repo:([^:]+):ref:refs\/heads\/(.+)$/, github],
  ['tag', /^repo:([^:]+):ref:refs\/tags\/(.+)$/, github],
  ['environment', /^repo:([^:]+):environment:(.+)$/, github],
  ['pull-request', /^repo:([^:]+):pull_request()$/, github],
  [
    'service-account',
    /^system:serviceaccount:([^:]+):([^:]+)$/,
    ([namespace = '', serviceAccount = '']) => ({ namespace, serviceAccount }),
  ],
  ['written', /^(.*)$/, ([subject = '']) => ({ subject })],
];

function github([repository = '', detail = '']: readonly string[]): Partial<WorkloadDraft> {
  return { repository, detail };
}

const empty: Omit<WorkloadDraft, 'form'> = {
  name: '',
  repository: '',
  detail: '',
  namespace: '',
  serviceAccount: '',
  subject: '',
  claims: '',
  methods: '',
};

/** A new workload has the first form of the product, and the repository of the product's other workloads. */
export function workloadDraftOf(
  { kind, workloads }: Pick<OutsideProviderRecord, 'kind' | 'workloads'>,
  workload: OutsideWorkload | undefined,
): WorkloadDraft {
  const forms = workloadFormsOf(kind);
  if (!workload) {
    const { repository = '' } = workloads[0]?.claims ?? {};
    return { ...empty, form: forms[0] ?? 'written', repository };
  }
  const { name, claims, methods = [] } = workload;
  const parts = forms.flatMap((form): Parts[] => {
    const reader = readers.find(([one]) => one === form);
    const found = reader?.[1].exec(claims['sub'] ?? '');
    return reader && found ? [{ form, ...reader[2](found.slice(1)) }] : [];
  });
  // Claims that differ from the subject's were meant so. Then the workload stays as it is written.
  const fits = (of: Parts) =>
    Object.entries(derived({ ...empty, ...of })).every(([key, value]) => (claims[key] ?? value) === value);
  const read = { ...empty, ...(parts.find(fits) ?? { form: 'written', subject: claims['sub'] ?? '' }) };
  const own = derived(read);
  const others = Object.entries(claims).filter(([key]) => own[key] === undefined);
  return { ...read, name, claims: attributeText(Object.fromEntries(others)), methods: methods.join(', ') };
}

export function workloadOf(draft: WorkloadDraft, id: string): OutsideWorkload {
  const methods = groupsInText(draft.methods);
  return {
    id,
    name: draft.name.trim() || workloadSubject(draft),
    claims: { ...attributesInText(draft.claims), ...derived(draft) },
    ...(methods.length > 0 ? { methods } : {}),
  };
}
