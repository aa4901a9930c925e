/** Names and things that questions are about, chosen by dice. */

import type { Dice } from '../../share/generate/dice.ts';

const people = [
  'alice',
  'bob',
  'carol',
  'dan',
  'erin',
  'frank',
  'grace',
  'heidi',
  'ivan',
  'judy',
  'nina',
  'oscar',
  'peggy',
  'victor',
  'wendy',
] as const;
const groups = ['Developers', 'Accounting', 'Support', 'Analysts', 'Editors', 'Operators'] as const;
const roles = ['Deploy', 'Backup', 'Report', 'Audit', 'Import', 'Cleanup'] as const;
const buckets = [
  'reports',
  'invoices',
  'photos',
  'backups',
  'contracts',
  'website',
  'orders-archive',
] as const;
const files = ['plan.csv', 'summary.pdf', 'list.txt', 'draft.docx', 'data.json'] as const;
const tables = ['orders', 'customers', 'prices', 'visits', 'bookings'] as const;
const queues = ['jobs', 'emails', 'returns', 'uploads', 'alarms'] as const;
const functions = ['resize', 'send-mail', 'count-visits', 'make-pdf', 'clean-up'] as const;
const secrets = ['database', 'mail-server', 'payments', 'wifi', 'partner-api'] as const;
const topics = ['news', 'deliveries', 'incidents', 'sales', 'signups'] as const;

export const person = (dice: Dice): string => dice.pick(people);
export const twoPeople = (dice: Dice): [string, string] => two(dice, people);
export const randomGroup = (dice: Dice): string => dice.pick(groups);
export const twoGroups = (dice: Dice): [string, string] => two(dice, groups);
export const randomRole = (dice: Dice): string => dice.pick(roles);
export const twoRoles = (dice: Dice): [string, string] => two(dice, roles);
export const randomBucket = (dice: Dice): string => dice.pick(buckets);
export const twoBuckets = (dice: Dice): [string, string] => two(dice, buckets);
export const randomFile = (dice: Dice): string => dice.pick(files);

function two(dice: Dice, names: readonly string[]): [string, string] {
  const [one = '', other = ''] = dice.some(names, 2);
  return [one, other];
}

/** Twelve digits; the first is never 0. */
export const randomAccount = (dice: Dice): string => `${dice.whole(1, 9)}${dice.digits(11)}`;

export const userArnIn = (account: string, name: string): string => `arn:aws:iam::${account}:user/${name}`;
export const roleOf = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
export const groupOf = (account: string, name: string): string => `arn:aws:iam::${account}:group/${name}`;
export const policyArnIn = (account: string, name: string): string =>
  `arn:aws:iam::${account}:policy/${name}`;
export const rootArnOf = (account: string): string => `arn:aws:iam::${account}:root`;
/** A session of the role that a person began. */
export const sessionArnIn = (account: string, role: string, name: string): string =>
  `arn:aws:sts::${account}:assumed-role/${role}/${name}`;

export interface Deed {
  readonly action: string;
  /** `read the secret `wifi`` */
  readonly words: string;
}

export interface ArcadeThing {
  /** `dynamodb` */
  readonly service: string;
  readonly arn: string;
  /** The thing that exists in the account: the bucket of a file, else the thing itself. */
  readonly container: string;
  /** `the secret `wifi`` */
  readonly words: string;
  readonly deeds: readonly Deed[];
}

const inRegion = (service: string, account: string, rest: string) =>
  `arn:aws:${service}:eu-central-1:${account}:${rest}`;

function thing(
  service: string,
  arn: string,
  words: string,
  deeds: Readonly<Record<string, string>>,
): ArcadeThing {
  return {
    service,
    arn,
    container: service === 's3' ? (arn.split('/')[0] ?? arn) : arn,
    words,
    deeds: Object.entries(deeds).map(([name, verb]) => ({
      action: `${service}:${name}`,
      words: `${verb} ${words}`,
    })),
  };
}

const makers = {
  file: (dice: Dice) => fileIn(randomBucket(dice), randomFile(dice)),
  table: (dice: Dice, account: string) => {
    const name = dice.pick(tables);
    return thing('dynamodb', inRegion('dynamodb', account, `table/${name}`), `the table \`${name}\``, {
      GetItem: 'read an item of',
      PutItem: 'put an item into',
      DeleteItem: 'delete an item of',
      Scan: 'read all items of',
    });
  },
  queue: (dice: Dice, account: string) => {
    const name = dice.pick(queues);
    return thing('sqs', inRegion('sqs', account, name), `the queue \`${name}\``, {
      SendMessage: 'send a message to',
      ReceiveMessage: 'read messages from',
      PurgeQueue: 'empty',
    });
  },
  function: (dice: Dice, account: string) => {
    const name = dice.pick(functions);
    return thing('lambda', inRegion('lambda', account, `function:${name}`), `the function \`${name}\``, {
      InvokeFunction: 'run',
      UpdateFunctionCode: 'change the code of',
      DeleteFunction: 'delete',
    });
  },
  secret: (dice: Dice, account: string) => {
    const name = dice.pick(secrets);
    return thing(
      'secretsmanager',
      inRegion('secretsmanager', account, `secret:${name}-${dice.hex(6)}`),
      `the secret \`${name}\``,
      {
        GetSecretValue: 'read',
        PutSecretValue: 'change',
        DeleteSecret: 'delete',
      },
    );
  },
  topic: (dice: Dice, account: string) => {
    const name = dice.pick(topics);
    return thing('sns', inRegion('sns', account, name), `the topic \`${name}\``, {
      Publish: 'send a message to',
      DeleteTopic: 'delete',
      ListSubscriptionsByTopic: 'list the subscriptions of',
    });
  },
  instance: (dice: Dice, account: string) => {
    const id = `i-0${dice.hex(7)}`;
    return thing('ec2', inRegion('ec2', account, `instance/${id}`), `the server \`${id}\``, {
      StartInstances: 'start',
      StopInstances: 'stop',
      RebootInstances: 'restart',
      TerminateInstances: 'delete',
    });
  },
} as const satisfies Readonly<Record<string, (dice: Dice, account: string) => ArcadeThing>>;

export type ThingKind = keyof typeof makers;

export function thingIn(
  dice: Dice,
  account: string,
  kinds = Object.keys(makers) as ThingKind[],
): ArcadeThing {
  return makers[dice.pick(kinds)](dice, account);
}

export function twoThings(dice: Dice, account: string, kinds?: ThingKind[]): [ArcadeThing, ArcadeThing] {
  const one = thingIn(dice, account, kinds);
  const same = (Object.keys(makers) as ThingKind[]).filter(
    (kind) => makers[kind](dice, account).service === one.service,
  );
  for (;;) {
    const other = thingIn(dice, account, same);
    if (other.container !== one.container) return [one, other];
  }
}

export const fileIn = (bucket: string, file: string): ArcadeThing =>
  thing('s3', `arn:aws:s3:::${bucket}/${file}`, `\`${file}\` in the bucket \`${bucket}\``, {
    GetObject: 'read',
    PutObject: 'write',
    DeleteObject: 'delete',
  });

/** The ARN of a bucket does not say whose it is, so a fact does. */
export const ownerFacts = ({ service }: ArcadeThing): string[] =>
  service === 's3' ? ['The bucket is in the same account.'] : [];

export function twoDeeds(dice: Dice, { deeds }: ArcadeThing): [Deed, Deed] {
  const [one, other] = dice.some(deeds, 2);
  if (!one || !other) throw new Error('a thing has two deeds');
  return [one, other];
}

/** `DeleteItem` of `dynamodb:DeleteItem`. */
export const nameOfAction = (action: string): string => action.slice(action.indexOf(':') + 1);

/** Returns `can` with the name: the beginning of a question. */
export const can = (name: string, { words }: Pick<Deed, 'words'>): string => `Can \`${name}\` ${words}?`;
