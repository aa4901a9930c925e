/**
 * Refusals by the services around IAM (E-74): the same sentence of E-76, under the code and status of the
 * service's protocol. EC2 encodes its decision, and DecodeAuthorizationMessage decodes it. Regions and tags are refused
 * here too.
 */

import { type DeniedAccess, accessDenied } from '../../authz/access-denied.ts';
import { type KnownPrincipal, principalId } from '../../authz/principal.ts';
import type { KindService } from '../../model/resource-kinds/kind.ts';
import { firstOfService } from '../../model/resource-kinds/lookup.ts';
import { isOptIn, isRegion } from '../../model/request/regions.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { unverifiedServiceTexts as unverified } from '../errors/service-texts.ts';
import { ec2Denied } from '../errors/texts.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import type { Call } from '../operation.ts';
import { encodeAuthorizationMessage } from '../sts/authorization-message.ts';
import { type ApiKind, type ResourceCall, callRegionOf } from './kinds.ts';

export const failed = (code: string, status: number, message: string): ApiFailure => ({
  ok: false,
  error: { code, status, message },
});

/** Prefixes of services without a kind that speak XML; their refusals are AccessDenied 403. */
const xmlServices = new Set(
  `autoscaling cloudformation cloudfront cloudsearch cloudwatch elasticache elasticbeanstalk
   elasticloadbalancing iam importexport rds redshift route53 s3-object-lambda sdb ses sts`.split(/\s+/),
);
/** JSON 1.x services: AccessDeniedException 400. All others are REST: the same code, 403. */
const jsonServices = new Set(
  `acm acm-pca aoss application-autoscaling applicationinsights apprunner appstream athena
   autoscaling-plans aws-marketplace backup-gateway bcm-data-exports bcm-pricing-calculator bedrock billing
   budgets cassandra ce cloud9 cloudhsm cloudtrail codebuild codecommit codeconnections codedeploy
   codepipeline codestar-connections cognito-identity cognito-idp comprehend comprehendmedical
   compute-optimizer config cost-optimization-hub cur datapipeline datasync dax devicefarm directconnect
   discovery dms ds ec2-instance-connect ecr ecr-public ecs elasticmapreduce firehose fms
   forecast frauddetector freetier fsx gamelift globalaccelerator glue health healthlake identitystore
   inspector invoicing iotfleetwise kendra kinesis kinesisanalytics license-manager lightsail logs
   machinelearning mediastore memorydb mgh network-firewall opsworks organizations payment-cryptography pcs
   personalize pi pricing proton qldb redshift-data redshift-serverless rekognition route53domains
   route53resolver sagemaker servicecatalog servicediscovery servicequotas shield sms
   sms-voice snowball ssm ssm-contacts sso states storagegateway support swf tag textract timestream
   timestream-influxdb transcribe transfer translate verifiedpermissions voiceid waf waf-regional wafv2
   workmail workspaces`.split(/\s+/),
);

function protocolOf(service: string): KindService['protocol'] {
  const own = firstOfService(service)?.service.protocol;
  return own ?? (xmlServices.has(service) ? 'xml' : jsonServices.has(service) ? 'json' : 'rest');
}

export function refusalOf(service: string): (refusal: DeniedAccess, call: Call<unknown>) => AwsError {
  const protocol = protocolOf(service);
  if (protocol === 'ec2') return ec2Refusal;
  const { code, action } = firstOfService(service)?.service.denied ?? {};
  return (refusal) => {
    const { message } = accessDenied({ ...refusal, action: action?.(refusal.action) ?? refusal.action });
    return {
      code: code ?? (protocol === 'xml' ? 'AccessDenied' : 'AccessDeniedException'),
      status: protocol === 'json' ? 400 : 403,
      message,
    };
  };
}

function ec2Refusal(refusal: DeniedAccess, { account, principal }: Call<unknown>): AwsError {
  const encoded = encodeAuthorizationMessage(account, {
    decision: refusal.decision,
    principal: { id: principalId(principal), arn: principal.arn, ...nameOf(principal) },
    action: refusal.action,
    resource: refusal.printed,
  });
  const message = ec2Denied(accessDenied(refusal).message, encoded);
  return { code: 'UnauthorizedOperation', status: 403, message };
}

const nameOf = (principal: KnownPrincipal) =>
  principal.kind === 'user' ? { name: principal.user.userName } : {};

/** Refuses calls in regions that the account has not switched on (account:EnableRegion). */
export function refuseRegion(call: ResourceCall, service: string): ApiFailure | undefined {
  const region = callRegionOf(call);
  if (!isRegion(region)) return failed('InvalidEndpoint', 400, `\`${region}\` is not a region of AWS.`);
  if (!isOptIn(region) || call.account.settings?.optInRegions?.includes(region)) return undefined;
  const protocol = protocolOf(service);
  if (protocol === 'ec2')
    return failed('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
  const code = protocol === 'xml' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
  return failed(code, 403, 'The security token included in the request is invalid.');
}

const mostTags = 50;

/** Refuses the tags of a call, each service in its own words (W-15, W-18). `count`: how many the resource would have; `name`: what it is called. */
export function refuseResourceTags(
  { tags: texts }: ApiKind,
  tags: readonly ApiTag[],
  count = tags.length,
  name = '',
): ApiFailure | undefined {
  const { code, limitCode = code, reserved, duplicate, tooMany } = texts;
  const keys = tags.map(({ Key }) => Key);
  const repeated = keys.find((key, at) => keys.indexOf(key) !== at);
  if (repeated !== undefined) return failed(code, 400, duplicate?.(repeated) ?? unverified.duplicateTags);
  const ofAws = keys.find((key) => /^aws:/i.test(key));
  if (ofAws !== undefined) return failed(code, 400, reserved?.(ofAws) ?? unverified.reservedTags(ofAws));
  if (count <= mostTags) return undefined;
  return failed(limitCode, 400, tooMany?.(name) ?? unverified.tooManyTags);
}
