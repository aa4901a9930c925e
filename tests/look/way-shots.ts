/** Ways laid over the graph: one, five and forty of them, a lit one with an open hop, and only what they need. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly goOn: (page: Page, hash: string) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

const account = '111122223333';
const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allows = (action: string | readonly string[], resource: string) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

/** Four rights that lead up, by turns. */
function rightOf(number: number, self: string): object[] {
  switch (number % 4) {
    case 0:
      return [allows('iam:PutUserPolicy', self)];
    case 1:
      // The file tells no keys, so the way is sure only for those who may also make room for one.
      return [allows(['iam:CreateAccessKey', 'iam:DeleteAccessKey'], arn('user/admin'))];
    case 2:
      return [allows('sts:AssumeRole', arn('role/Deploy'))];
    default:
      return [
        allows(['lambda:CreateFunction', 'lambda:InvokeFunction'], '*'),
        allows('iam:PassRole', arn('role/Batch')),
      ];
  }
}

const userOf = (name: string, number: number, statements: readonly object[]) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${String(number).padStart(16, '0')}`,
  Arn: arn(`user/${name}`),
  CreateDate: '2026-01-01T00:00:00Z',
  GroupList: [],
  AttachedManagedPolicies: [],
  UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: document(...statements) }],
});

const roleOf = (name: string, number: number, trusted: object, statements: readonly object[]) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROA${String(number).padStart(16, '0')}`,
  Arn: arn(`role/${name}`),
  CreateDate: '2026-01-01T00:00:00Z',
  AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
  InstanceProfileList: [],
  AttachedManagedPolicies: [],
  RolePolicyList: [{ PolicyName: 'Own', PolicyDocument: document(...statements) }],
});

/** An account details file in which a developer becomes an administrator in two steps. */
const accountWithTwoSteps = (): string =>
  JSON.stringify({
    UserDetailList: [
      userOf('nora', 1, [allows('sts:AssumeRole', arn('role/CI'))]),
      userOf('omar', 2, [allows('sts:AssumeRole', arn('role/Reports'))]),
    ],
    GroupDetailList: [],
    RoleDetailList: [
      roleOf('CI', 1, { AWS: arn('user/nora') }, [
        allows(['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'], arn('role/Ops')),
      ]),
      roleOf('Ops', 2, { AWS: 'arn:aws:iam::444455556666:root' }, [allows('*', '*')]),
      roleOf('Reports', 3, { AWS: arn('user/omar') }, [allows('s3:GetObject', 'arn:aws:s3:::reports/*')]),
    ],
    Policies: [],
  });

/** An account details file in which so many have a way for sure, one has a way that depends, and as many have none. */
function accountWithWays(count: number): string {
  // The role Deploy has one, too.
  const hasDeploy = count > 2;
  const names = Array.from(
    { length: hasDeploy ? count - 1 : count },
    (_, at) => `person-${String(at + 1).padStart(2, '0')}`,
  );
  return JSON.stringify({
    UserDetailList: [
      userOf('admin', 900, [allows('*', '*')]),
      userOf('helpdesk', 901, [allows('iam:CreateAccessKey', arn('user/admin'))]),
      ...names.map((name, at) => userOf(name, at, rightOf(at, arn(`user/${name}`)))),
      ...names.map((name, at) =>
        userOf(`reader-${name}`, 1000 + at, [allows('s3:GetObject', `arn:aws:s3:::logs-${at % 5}/*`)]),
      ),
    ],
    GroupDetailList: [],
    RoleDetailList: [
      ...(hasDeploy
        ? [roleOf('Deploy', 1, { AWS: arn('root') }, [allows('iam:AttachRolePolicy', arn('role/Deploy'))])]
        : []),
      roleOf('Batch', 2, { Service: 'lambda.amazonaws.com' }, [allows('*', '*')]),
    ],
    Policies: [],
  });
}

export function wayShots({ goOn, press, settled }: Hands): Shot[] {
  const withWays = async (page: Page, file: string, hash: string) => {
    await page.getByRole('status', { name: 'Answer' }).waitFor();
    await goOn(page, '#/workspaces?tab=import');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Choose files')]);
    await chooser.setFiles({
      name: 'account.json',
      mimeType: 'application/json',
      buffer: Buffer.from(file),
    });
    await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).click();
    await goOn(page, hash);
    await page
      .getByText(/could get there|\d ways?[.,]/)
      .first()
      .waitFor();
    await settled(page);
  };
  const all = '#/graph?w=administrator';
  return [
    {
      name: 'readme-way',
      isLightOnly: true,
      arrange: async (page) => {
        await withWays(page, accountWithTwoSteps(), all);
        await press(page, 'Trust');
        await press(page, /^nora/);
      },
    },
    { name: 'layer-one', arrange: (page) => withWays(page, accountWithWays(1), all) },
    {
      name: 'layer-five',
      arrange: async (page) => {
        await withWays(page, accountWithWays(5), all);
        await press(page, /^person-03/);
        await page.getByText(/^2\. Deploy/).click();
        await settled(page);
      },
    },
    { name: 'layer-forty', arrange: (page) => withWays(page, accountWithWays(40), all) },
    {
      name: 'layer-forty-all-around',
      arrange: async (page) => {
        await withWays(page, accountWithWays(40), all);
        await page.getByRole('checkbox', { name: 'Draw only what these ways need' }).uncheck();
        await settled(page);
      },
    },
    { name: 'layer-depends', arrange: (page) => withWays(page, accountWithWays(5), `${all}&depends=1`) },
    {
      name: 'layer-table',
      arrange: async (page) => {
        await withWays(
          page,
          accountWithWays(5),
          `#/graph?w=from&wn=${encodeURIComponent(arn('user/person-03'))}`,
        );
        await page.getByRole('tab', { name: 'Table' }).click();
        await settled(page);
      },
    },
  ];
}
