"""The services around IAM: SQS, SNS, KMS, DynamoDB and Secrets Manager."""

import json
import re

from rows import ACCOUNT, allow, arn, deny, document, refused, root, row, run, user_with_key


def resources():
    east = lambda service, name: f"arn:aws:{service}:us-east-1:{ACCOUNT}:{name}"
    other = "999988887777"

    # SQS
    sqs = root.client("sqs")
    made = row("SQS CreateQueue", lambda: sqs.create_queue(QueueName="orders", tags={"team": "shop"}), {"QueueUrl": re.compile(f"/{ACCOUNT}/orders$")})
    url = made["QueueUrl"]
    row("SQS CreateQueue again is the same queue", lambda: sqs.create_queue(QueueName="orders"), {"QueueUrl": url})
    row("SQS GetQueueUrl", lambda: sqs.get_queue_url(QueueName="orders"), {"QueueUrl": url})
    refused("SQS GetQueueUrl of none", lambda: sqs.get_queue_url(QueueName="nothing"), "AWS.SimpleQueueService.NonExistentQueue", None, 400)
    row("SQS ListQueues", sqs.list_queues, {"QueueUrls": [url]})
    row("SQS ListQueueTags", lambda: sqs.list_queue_tags(QueueUrl=url), {"Tags": {"team": "shop"}})
    row("SQS SetQueueAttributes", lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "60"}))
    refused("SQS SetQueueAttributes out of bounds", lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "901"}), "InvalidAttributeValue")
    row("SQS GetQueueAttributes", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]), {"Attributes": {"VisibilityTimeout": "60", "QueueArn": east("sqs", "orders")}})
    row("SQS AddPermission", lambda: sqs.add_permission(QueueUrl=url, Label="partner", AWSAccountIds=[other], Actions=["SendMessage"]))
    row("SQS the policy that it wrote", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]), {"Attributes": {"Policy": lambda p: json.loads(p)["Statement"][0]["Sid"] == "partner"}})
    row("SQS RemovePermission", lambda: sqs.remove_permission(QueueUrl=url, Label="partner"))

    # SNS
    sns = root.client("sns")
    topic = row("SNS CreateTopic", lambda: sns.create_topic(Name="news", Tags=[{"Key": "team", "Value": "shop"}]), {"TopicArn": east("sns", "news")})["TopicArn"]
    row("SNS ListTopics", sns.list_topics, {"Topics": [{"TopicArn": topic}]})
    row("SNS GetTopicAttributes", lambda: sns.get_topic_attributes(TopicArn=topic), {"Attributes": {"TopicArn": topic, "Owner": ACCOUNT}})
    row("SNS SetTopicAttributes", lambda: sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="News"))
    row("SNS ListTagsForResource", lambda: sns.list_tags_for_resource(ResourceArn=topic), {"Tags": [{"Key": "team", "Value": "shop"}]})
    refused("SNS GetTopicAttributes of none", lambda: sns.get_topic_attributes(TopicArn=topic + "x"), "NotFound", None, 404)

    # KMS
    kms = root.client("kms")
    key = row("KMS CreateKey", lambda: kms.create_key(Description="payroll"), {"KeyMetadata": {"KeyState": "Enabled", "AWSAccountId": ACCOUNT}})["KeyMetadata"]
    row("KMS DescribeKey", lambda: kms.describe_key(KeyId=key["KeyId"]), {"KeyMetadata": {"Arn": key["Arn"], "Description": "payroll"}})
    row("KMS GetKeyPolicy", lambda: kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default"), {"Policy": re.compile("kms:\\*")})
    row("KMS ListKeys", kms.list_keys, {"Keys": [{"KeyId": key["KeyId"]}]})
    row("KMS TagResource", lambda: kms.tag_resource(KeyId=key["KeyId"], Tags=[{"TagKey": "a", "TagValue": "b"}]))
    row("KMS ListResourceTags", lambda: kms.list_resource_tags(KeyId=key["KeyId"]), {"Tags": [{"TagKey": "a", "TagValue": "b"}]})
    refused("KMS PutKeyPolicy that does not parse", lambda: kms.put_key_policy(KeyId=key["KeyId"], PolicyName="default", Policy="{"), "MalformedPolicyDocumentException", None, 400)
    refused("KMS DescribeKey of none", lambda: kms.describe_key(KeyId="00000000-0000-0000-0000-000000000000"), "NotFoundException", None, 400)
    # A key policy that does not name the account: identity policies count for nothing (E-52)
    keeper = user_with_key("Keeper", allow("kms:*"))
    row("KMS through the account in the key policy", lambda: keeper.client("kms").describe_key(KeyId=key["KeyId"]))
    only = document({"Effect": "Allow", "Principal": {"AWS": arn("root")}, "Action": "kms:PutKeyPolicy", "Resource": "*"})
    row("KMS PutKeyPolicy", lambda: kms.put_key_policy(KeyId=key["KeyId"], PolicyName="default", Policy=only))
    refused("E-52 KMS: the key policy alone decides", lambda: keeper.client("kms").describe_key(KeyId=key["KeyId"]), "AccessDeniedException", re.compile("kms:DescribeKey"), 400)

    # DynamoDB
    dynamodb = root.client("dynamodb")
    table = dict(
        TableName="users",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    row("DynamoDB CreateTable", lambda: dynamodb.create_table(**table), {"TableDescription": {"TableArn": east("dynamodb", "table/users")}})
    refused("DynamoDB CreateTable twice", lambda: dynamodb.create_table(**table), "ResourceInUseException", None, 400)
    row("DynamoDB DescribeTable", lambda: dynamodb.describe_table(TableName="users"), {"Table": {"TableName": "users"}})
    row("DynamoDB ListTables", dynamodb.list_tables, {"TableNames": ["users"]})
    row("DynamoDB TagResource", lambda: dynamodb.tag_resource(ResourceArn=east("dynamodb", "table/users"), Tags=[{"Key": "a", "Value": "b"}]))
    row("DynamoDB ListTagsOfResource", lambda: dynamodb.list_tags_of_resource(ResourceArn=east("dynamodb", "table/users")), {"Tags": [{"Key": "a", "Value": "b"}]})
    row("DynamoDB PutResourcePolicy", lambda: dynamodb.put_resource_policy(ResourceArn=east("dynamodb", "table/users"), Policy=document({"Effect": "Allow", "Principal": {"AWS": other}, "Action": "dynamodb:GetItem", "Resource": "*"})))
    row("DynamoDB GetResourcePolicy", lambda: dynamodb.get_resource_policy(ResourceArn=east("dynamodb", "table/users")), {"Policy": re.compile("GetItem")})
    ned = user_with_key("NedOfTables")
    refused("DynamoDB who has no permission", lambda: ned.client("dynamodb").describe_table(TableName="users"), "AccessDeniedException", re.compile(f"User: {arn('user/NedOfTables')} is not authorized to perform: dynamodb:DescribeTable on resource: {east('dynamodb', 'table/users')} because no identity-based policy allows the dynamodb:DescribeTable action"), 400)

    # Secrets Manager
    secrets = root.client("secretsmanager")
    secret = row("Secrets CreateSecret", lambda: secrets.create_secret(Name="db/password", SecretString="hunter2"), {"Name": "db/password", "ARN": re.compile("secret:db/password-[A-Za-z0-9]{6}$")})["ARN"]
    refused("Secrets CreateSecret twice", lambda: secrets.create_secret(Name="db/password", SecretString="x"), "ResourceExistsException", None, 400)
    row("Secrets DescribeSecret", lambda: secrets.describe_secret(SecretId="db/password"), {"ARN": secret})
    row("Secrets ListSecrets", secrets.list_secrets, {"SecretList": lambda s: [x["Name"] for x in s] == ["db/password"]})
    row("Secrets PutResourcePolicy", lambda: secrets.put_resource_policy(SecretId=secret, ResourcePolicy=document({"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:DeleteSecret", "Resource": "*"})))
    row("Secrets GetResourcePolicy", lambda: secrets.get_resource_policy(SecretId=secret), {"ResourcePolicy": re.compile("DeleteSecret")})
    refused("Secrets an explicit deny in a resource-based policy", lambda: user_with_key("Sweeper", allow("secretsmanager:*")).client("secretsmanager").delete_secret(SecretId=secret), "AccessDeniedException", re.compile("with an explicit deny in a resource-based policy"), 400)
    row("Secrets DeleteResourcePolicy", lambda: secrets.delete_resource_policy(SecretId=secret))
    row("Secrets DeleteSecret", lambda: secrets.delete_secret(SecretId=secret, ForceDeleteWithoutRecovery=True), {"Name": "db/password"})

    # gone again
    row("SQS DeleteQueue", lambda: sqs.delete_queue(QueueUrl=url))
    row("SNS DeleteTopic", lambda: sns.delete_topic(TopicArn=topic))
    row("DynamoDB DeleteTable", lambda: dynamodb.delete_table(TableName="users"))


run(resources)
