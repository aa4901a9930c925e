/** Settings of the account, its functions, and flows by hand. */

import { arnName } from '#core/model/arn.ts';
import { type Act, type Acts, type Desk, type Params, changes, goTo, text, undoLabel } from './acts.ts';

const billing: Act = async (desk, params) => {
  await goTo(desk, '#/settings/billing');
  await changes(desk, () => desk.hand.set('IAM access to billing', params['Activated'] === true, 'switch'));
};

const passwordPolicy: Act = async (desk, params) => {
  const { hand } = desk;
  await goTo(desk, '#/identities/password-policy');
  await hand.choose('Custom');
  await hand.fill('spinbutton', /^Minimum length/, String(params['MinimumPasswordLength']));
  await hand.set(/^Allow users to change/, params['AllowUsersToChangePassword'] === true);
  await changes(desk, () => hand.press('button', 'Save changes'));
};

const lockout: Act = async (desk, params) => {
  const { hand } = desk;
  await goTo(desk, '#/identities/password-policy');
  await hand.set(/^Lock out after/, true);
  await hand.fill('spinbutton', /^Lock out after/, String(params['LockoutAttempts']));
  await hand.fill('spinbutton', /^for/, String(params['LockoutMinutes']));
  await changes(desk, () => hand.press('button', 'Save extensions'));
};

/** Starts a flow, and goes on until a message of it changed the account. */
async function runFlow(desk: Desk): Promise<void> {
  const { hand } = desk;
  await hand.press('button', 'Start');
  const steps = hand.page.getByRole('group', { name: 'Steps' });
  const next = steps.getByRole('button', { name: /^Next: / });
  const done = await undoLabel(desk);
  while ((await undoLabel(desk)) === done) {
    const name = (await next.innerText()).trim();
    await hand.press('button', name, steps);
    // While a message is under way, the button is there and cannot be pressed.
    await steps.getByRole('button', { name, exact: true, disabled: false }).waitFor({ state: 'detached' });
    await steps.getByRole('button', { name: /^(Next: |No more)/ }).waitFor();
  }
}

const assumeRole: Act = async (desk, params, { as = '' }) => {
  const choices = {
    caller: as,
    role: text(params, 'RoleArn'),
    session: text(params, 'RoleSessionName'),
    ...(params['Policy'] === undefined ? {} : { policy: JSON.stringify(params['Policy']) }),
  };
  await goTo(desk, `#/flows/assume-role?${new URLSearchParams(choices).toString()}`);
  await runFlow(desk);
};

const linkedRole: Act = async (desk, params) => {
  const choices = { service: text(params, 'AWSServiceName') };
  await goTo(desk, `#/flows/linked-role?${new URLSearchParams(choices).toString()}`);
  await runFlow(desk);
};

const createFunction: Act = async (desk, params) => {
  const { hand } = desk;
  await goTo(desk, '#/settings/resources?tab=functions');
  await hand.press('button', 'Create function');
  const dialog = hand.page.getByRole('dialog');
  await hand.fill('textbox', /^Function name/, text(params, 'FunctionName'), dialog);
  await hand.select(/^Execution role/, text(params, 'Role'), dialog);
  await changes(desk, () => hand.press('button', 'Create function', dialog));
  await dialog.waitFor({ state: 'detached' });
};

/** Opens the page of a function from the list, where nobody needs its ARN. */
async function openFunction(desk: Desk, params: Params): Promise<void> {
  const { hand } = desk;
  await goTo(desk, '#/settings/resources?tab=functions');
  // The name of the link begins with its kind.
  const link = new RegExp(`${arnName(text(params, 'FunctionName'))}$`);
  await hand.press('link', link, hand.page.getByRole('main'));
}

const putCode: Act = async (desk, params) => {
  await openFunction(desk, params);
  await changes(desk, () => desk.hand.press('button', 'Put new code in'));
};

const invoke: Act = async (desk, params) => {
  await openFunction(desk, params);
  await desk.hand.press('button', 'Invoke');
  await desk.hand.page.getByText(/^Invoked /).waitFor();
};

export const accountActs: Acts = {
  'billing:UpdateIAMAccessPreference': billing,
  'iam:UpdateAccountPasswordPolicy': passwordPolicy,
  'playground:SetSignInExtensions': lockout,
  'sts:AssumeRole': assumeRole,
  'iam:CreateServiceLinkedRole': linkedRole,
  'lambda:CreateFunction': createFunction,
  'lambda:UpdateFunctionCode': putCode,
  'lambda:Invoke': invoke,
};
