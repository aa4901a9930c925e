/**
 * API calls whose permission has another name, by `service:call` in lower case. People write the call. Sources: Amazon
 * S3 User Guide, Required permissions for Amazon S3 API operations; AWS Lambda Developer Guide.
 */

export const apiNames: Readonly<Record<string, string>> = {
  's3:listbuckets': 'ListAllMyBuckets',
  's3:listobjects': 'ListBucket',
  's3:listobjectsv2': 'ListBucket',
  's3:headbucket': 'ListBucket',
  's3:headobject': 'GetObject',
  's3:copyobject': 'PutObject',
  's3:createmultipartupload': 'PutObject',
  's3:uploadpart': 'PutObject',
  's3:uploadpartcopy': 'PutObject',
  's3:completemultipartupload': 'PutObject',
  's3:deleteobjects': 'DeleteObject',
  's3:selectobjectcontent': 'GetObject',
  's3:listobjectversions': 'ListBucketVersions',
  's3:listmultipartuploads': 'ListBucketMultipartUploads',
  's3:listparts': 'ListMultipartUploadParts',
  's3:getbucketencryption': 'GetEncryptionConfiguration',
  's3:putbucketencryption': 'PutEncryptionConfiguration',
  's3:getbucketlifecycleconfiguration': 'GetLifecycleConfiguration',
  's3:putbucketlifecycleconfiguration': 'PutLifecycleConfiguration',
  's3:getbucketreplication': 'GetReplicationConfiguration',
  's3:putbucketreplication': 'PutReplicationConfiguration',
  's3:getpublicaccessblock': 'GetBucketPublicAccessBlock',
  's3:putpublicaccessblock': 'PutBucketPublicAccessBlock',
  'lambda:invoke': 'InvokeFunction',
};
