/**
 * The operations of AWS Account Management, with the calls that our API model lacks, and the console's own
 * actions of billing. The latter have no published API: their names are those of the service reference.
 */

import { accountModel } from '../model/generated/resources.ts';
import { type ServiceModel, structure } from '../model/shapes.ts';
import type { Operation } from '../operation.ts';
import { accountOperations } from './account.ts';
import { billingOperations } from './billing.ts';

const fullAccountModel: ServiceModel = {
  ...accountModel,
  operations: {
    ...accountModel.operations,
    GetAccountInformation: { input: 'GetContactInformationRequest', output: 'AccountInformation' },
    PutAccountName: { input: 'PutAccountNameRequest' },
    CloseAccount: { input: 'Nothing' },
  },
  shapes: {
    ...accountModel.shapes,
    Nothing: structure({}),
    AccountName: { type: 'string', min: 1, max: 50, pattern: '[ -;=?-~]+' },
    PutAccountNameRequest: structure({ AccountId: 'AccountId', AccountName: 'AccountName' }, ['AccountId']),
    AccountInformation: structure({
      AccountId: 'AccountId',
      AccountName: 'AccountName',
      AccountCreatedDate: 'Date',
    }),
    Date: { type: 'timestamp' },
  },
};

const billingModel: ServiceModel = {
  service: 'billing',
  apiVersion: '2023-09-07',
  eventSource: 'billing.amazonaws.com',
  operations: {
    GetBillingData: { input: 'Nothing' },
    GetIAMAccessPreference: { input: 'Nothing' },
    UpdateIAMAccessPreference: { input: 'Preference', output: 'Preference' },
  },
  shapes: {
    Nothing: structure({}),
    Preference: structure({ Activated: 'Boolean' }),
    Boolean: { type: 'boolean' },
  },
  errors: {},
};

const service = (model: ServiceModel, operations: readonly Operation[]) => ({
  model,
  operations: new Map(operations.map((operation) => [operation.name, operation])),
});

export const accountServices = {
  account: service(fullAccountModel, accountOperations),
  billing: service(billingModel, billingOperations),
};
