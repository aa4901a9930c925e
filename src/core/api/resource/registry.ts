/** The services around IAM whose resources are simulated. `core/wire` does not speak EC2, Lambda and S3. */

import {
  dynamodbModel,
  ec2Model,
  eventsModel,
  kmsModel,
  lambdaModel,
  s3Model,
  secretsmanagerModel,
  snsModel,
  sqsModel,
} from '../model/generated/resources.ts';
import type { ServiceModel } from '../model/shapes.ts';
import type { KindPrefix } from '../../model/resource-kinds/lookup.ts';
import type { Operation, Service } from '../operation.ts';
import { jsonSpelling } from '../errors/codes.ts';
import { dynamodbOperations } from './dynamodb.ts';
import { ec2Operations } from './ec2.ts';
import { eventsOperations } from './events.ts';
import { kmsOperations } from './kms.ts';
import { lambdaOperations } from './lambda.ts';
import { abacOperations, withAbac } from './s3-abac.ts';
import { s3Operations } from './s3.ts';
import { secretsmanagerOperations } from './secretsmanager.ts';
import { snsOperations } from './sns.ts';
import { queueErrorOnWire, sqsOperations } from './sqs.ts';

const service = (model: ServiceModel, operations: readonly Operation[], isOnWire: boolean) => ({
  model,
  operations: new Map(operations.map((operation) => [operation.name, operation])),
  isOnWire,
});

/** A service of each kind; its model and its operations are one line. */
export const resourceServices = {
  s3: service(withAbac(s3Model), [...s3Operations, ...abacOperations], false),
  ec2: service(ec2Model, ec2Operations, false),
  lambda: service(lambdaModel, lambdaOperations, false),
  sqs: { ...service(sqsModel, sqsOperations, true), errorOnWire: queueErrorOnWire },
  sns: service(snsModel, snsOperations, true),
  kms: { ...service(kmsModel, kmsOperations, true), spell: jsonSpelling },
  dynamodb: { ...service(dynamodbModel, dynamodbOperations, true), spell: jsonSpelling },
  events: { ...service(eventsModel, eventsOperations, true), spell: jsonSpelling },
  secretsmanager: { ...service(secretsmanagerModel, secretsmanagerOperations, true), spell: jsonSpelling },
} satisfies Readonly<Record<KindPrefix, Service>>;
