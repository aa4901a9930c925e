"""The services around IAM: SQS, SNS, KMS, DynamoDB and Secrets Manager."""

import json
import re

from rows import ACCOUNT, allow, arn, deny, document, error_of, refused, root, row, run, user_with_key


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
    events = root.client("events")
    bus = row("EventBridge CreateEventBus", lambda: events.create_event_bus(Name="orders", Tags=[{"Key": "team", "Value": "shop"}]), {"EventBusArn": east("events", "event-bus/orders")})["EventBusArn"]
    row("EventBridge PutPermission", lambda: events.put_permission(EventBusName="orders", Action="events:PutEvents", Principal=other, StatementId="partner"))
    row("EventBridge the policy that it wrote", lambda: events.describe_event_bus(Name="orders"), {"Policy": lambda p: json.loads(p)["Statement"][0]["Sid"] == "partner"})
    row("EventBridge ListTagsForResource", lambda: events.list_tags_for_resource(ResourceARN=bus), {"Tags": [{"Key": "team", "Value": "shop"}]})
    refused("EventBridge DeleteEventBus of the default one", lambda: events.delete_event_bus(Name="default"), "ValidationException", None, 400)
    refused("EventBridge DescribeEventBus of none", lambda: events.describe_event_bus(Name="nothing"), "ResourceNotFoundException", None, 400)
    row("EventBridge DeleteEventBus", lambda: events.delete_event_bus(Name="orders"))
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


# ---------------------------------------------------------------- as recordings of AWS show them (W-14 to W-18)


def recorded():
    east = lambda service, name: f"arn:aws:{service}:us-east-1:{ACCOUNT}:{name}"
    other = "999988887777"

    # DynamoDB
    dynamodb = root.client("dynamodb")
    users, gone = east("dynamodb", "table/users"), east("dynamodb", "table/gone")
    dynamodb.create_table(
        TableName="users",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    grant = lambda action: document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": action, "Resource": "*"})
    put = lambda action, **more: dynamodb.put_resource_policy(ResourceArn=users, Policy=grant(["dynamodb:PutResourcePolicy", action]), **more)
    first = row("W-14 DynamoDB PutResourcePolicy where none is expected", lambda: put("dynamodb:GetItem", ExpectedRevisionId="NO_POLICY"))["RevisionId"]
    row("W-14 DynamoDB the same policy keeps its revision", lambda: put("dynamodb:GetItem"), {"RevisionId": first})
    second = row("W-14 DynamoDB another policy has a later revision", lambda: put("dynamodb:PutItem"), {"RevisionId": lambda r: r > first})["RevisionId"]
    none = "Resource-based policy not found for the provided ResourceArn: "
    refused("W-14 DynamoDB NO_POLICY where one is", lambda: put("dynamodb:Query", ExpectedRevisionId="NO_POLICY"), "PolicyNotFoundException", f"{none}Requested policy update expecting none to be present for table users, but a policy exists with revision id {second}.", 400)
    refused("W-14 DynamoDB an old revision", lambda: put("dynamodb:Query", ExpectedRevisionId=first), "PolicyNotFoundException", f"{none}Requested update for policy with revision id {first}, but the policy associated to target table users has revision id {second}.", 400)
    refused("W-14 DynamoDB DeleteResourcePolicy of an unknown revision", lambda: dynamodb.delete_resource_policy(ResourceArn=users, ExpectedRevisionId="unknown"), "PolicyNotFoundException", re.compile("revision id unknown"))
    row("W-14 DynamoDB DeleteResourcePolicy", lambda: dynamodb.delete_resource_policy(ResourceArn=users, ExpectedRevisionId=second), {"RevisionId": second})
    refused("W-14 DynamoDB GetResourcePolicy of none", lambda: dynamodb.get_resource_policy(ResourceArn=users), "PolicyNotFoundException", none + users)
    refused("W-14 DynamoDB GetResourcePolicy of no table", lambda: dynamodb.get_resource_policy(ResourceArn=gone), "ResourceNotFoundException", "Requested resource not found: Table: gone not found")
    refused("W-14 DynamoDB ListTagsOfResource of no table", lambda: dynamodb.list_tags_of_resource(ResourceArn=gone), "ResourceNotFoundException", f"Requested resource not found: ResourcArn: {gone} not found")

    # SNS
    sns = root.client("sns")
    news, tags = east("sns", "news"), [{"Key": "team", "Value": "web"}]
    row("W-15 SNS DeleteTopic of none", lambda: sns.delete_topic(TopicArn=news))
    sns.create_topic(Name="news", Attributes={"DisplayName": "News"}, Tags=tags)
    row("W-15 SNS CreateTopic again", lambda: sns.create_topic(Name="news", Tags=tags), {"TopicArn": news})
    refused("W-15 SNS CreateTopic with other attributes", lambda: sns.create_topic(Name="news", Attributes={"DisplayName": "Old"}), "InvalidParameter", "Invalid parameter: Attributes Reason: Topic already exists with different attributes")
    refused("W-15 SNS CreateTopic with other tags", lambda: sns.create_topic(Name="news", Tags=[{"Key": "team", "Value": "shop"}]), "InvalidParameter", "Invalid parameter: Tags Reason: Topic already exists with different tags")
    refused("W-15 SNS CreateTopic .fifo without FifoTopic", lambda: sns.create_topic(Name="news.fifo"), "InvalidParameter", "Invalid parameter: Topic Name")
    row("W-15 SNS AddPermission", lambda: sns.add_permission(TopicArn=news, Label="partner", AWSAccountId=[other], ActionName=["Publish"]))
    refused("W-15 SNS AddPermission with a label in use", lambda: sns.add_permission(TopicArn=news, Label="partner", AWSAccountId=[other], ActionName=["Publish"]), "InvalidParameter", "Invalid parameter: Statement already exists")
    refused("W-15 SNS AddPermission with an unknown action", lambda: sns.add_permission(TopicArn=news, Label="x", AWSAccountId=[other], ActionName=["Dance"]), "InvalidParameter", "Invalid parameter: Policy statement action out of service scope!")
    refused("W-15 SNS TagResource of none", lambda: sns.tag_resource(ResourceArn=news + "x", Tags=tags), "ResourceNotFound", "Resource does not exist", 404)
    refused("W-15 SNS TagResource with a key twice", lambda: sns.tag_resource(ResourceArn=news, Tags=tags + tags), "InvalidParameter", "Invalid parameter: Duplicated keys are not allowed.")

    # Secrets Manager
    secrets = root.client("secretsmanager")
    made = secrets.create_secret(Name="db", SecretString="one")
    token = "b5a1c2d3-0000-4000-8000-123456789012"
    row("W-16 Secrets PutSecretValue", lambda: secrets.put_secret_value(SecretId="db", SecretString="two", ClientRequestToken=token), {"VersionId": token, "VersionStages": ["AWSCURRENT"]})
    row("W-16 Secrets DescribeSecret", lambda: secrets.describe_secret(SecretId="db"), {"VersionIdsToStages": {made["VersionId"]: ["AWSPREVIOUS"], token: ["AWSCURRENT"]}})
    row("W-16 Secrets GetSecretValue of a stage", lambda: secrets.get_secret_value(SecretId="db", VersionStage="AWSPREVIOUS"), {"SecretString": "one", "VersionStages": ["AWSPREVIOUS"]})
    refused("W-16 Secrets GetSecretValue of no stage", lambda: secrets.get_secret_value(SecretId="db", VersionStage="x"), "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for staging label: x")
    refused("W-16 Secrets PutSecretValue with a token in use", lambda: secrets.put_secret_value(SecretId="db", SecretString="three", ClientRequestToken=token), "ResourceExistsException")
    secrets.delete_secret(SecretId="db")
    doomed = "You can't perform this operation on the secret because it was marked for deletion."
    refused("W-16 Secrets PutSecretValue of a marked one", lambda: secrets.put_secret_value(SecretId="db", SecretString="x"), "InvalidRequestException", doomed)
    refused("W-16 Secrets TagResource of a marked one", lambda: secrets.tag_resource(SecretId="db", Tags=tags), "InvalidRequestException", doomed)
    refused("W-16 Secrets UntagResource of a marked one", lambda: secrets.untag_resource(SecretId="db", TagKeys=["team"]), "InvalidRequestException", doomed)
    row("W-16 Secrets DeleteSecret by force of a marked one", lambda: secrets.delete_secret(SecretId="db", ForceDeleteWithoutRecovery=True), {"Name": "db"})
    row("W-16 Secrets DeleteSecret by force of none", lambda: secrets.delete_secret(SecretId="db", ForceDeleteWithoutRecovery=True), {"Name": "db"})
    refused("W-16 Secrets DeleteSecret by force with a waiting period", lambda: secrets.delete_secret(SecretId="db", ForceDeleteWithoutRecovery=True, RecoveryWindowInDays=7), "InvalidParameterException")
    refused("W-16 Secrets DeleteSecret of none", lambda: secrets.delete_secret(SecretId="db"), "ResourceNotFoundException")

    # SQS
    sqs = root.client("sqs")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    attributes = lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    row("W-17 SQS the default of MaximumMessageSize", attributes, {"MaximumMessageSize": "1048576"})
    sqs.add_permission(QueueUrl=url, Label="partner", AWSAccountIds=[other], Actions=["SendMessage"])
    row("W-17 SQS the policy that AddPermission writes", lambda: json.loads(attributes()["Policy"]), {"Version": "2008-10-17", "Statement": [{"Sid": "partner", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{other}:root"}, "Action": "SQS:SendMessage", "Resource": east("sqs", "orders")}]})
    row("W-17 SQS a policy with a resource that is no ARN", lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document({"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "orders"})}))
    row("W-17 SQS the error of a missing queue", lambda: error_of(lambda: sqs.get_queue_url(QueueName="none")), {"Code": "AWS.SimpleQueueService.NonExistentQueue", "QueryErrorCode": "QueueDoesNotExist", "Type": "Sender", "Message": "The specified queue does not exist."})
    row("W-17 SQS the error of a wrong action", lambda: error_of(lambda: sqs.add_permission(QueueUrl=url, Label="x", AWSAccountIds=[other], Actions=["CreateQueue"])), {"Code": "InvalidParameterValue", "QueryErrorCode": "InvalidParameterValueException", "Type": "Sender"})
    refused("W-17 SQS CreateQueue with another attribute", lambda: sqs.create_queue(QueueName="orders", Attributes={"DelaySeconds": "5"}), "QueueAlreadyExists", "A queue already exists with the same name and a different value for attribute DelaySeconds", 400)

    row("SQS CreateQueue again with the defaults", lambda: sqs.create_queue(QueueName="orders", Attributes={"DelaySeconds": "0"}), {"QueueUrl": url})
    maker = user_with_key("Maker", allow(["sqs:CreateQueue", "sns:CreateTopic"]))
    refused("SQS CreateQueue with tags by who may not tag", lambda: maker.client("sqs").create_queue(QueueName="tagged", tags={"team": "web"}), "AccessDenied", re.compile("sqs:tagqueue", re.I), 403)
    refused("SNS CreateTopic with tags by who may not tag", lambda: maker.client("sns").create_topic(Name="tagged", Tags=tags), "AuthorizationError", re.compile("SNS:TagResource"), 403)
    refused("SNS TagResource of a queue", lambda: sns.tag_resource(ResourceArn=east("sqs", "orders"), Tags=tags), "ResourceNotFound", None, 404)

    # KMS
    kms = root.client("kms")
    refused("W-18 KMS DescribeKey of a text that is no key id", lambda: kms.describe_key(KeyId="payroll"), "NotFoundException", "Invalid keyId 'payroll'", 400)
    pair = lambda key: {"TagKey": key, "TagValue": ""}
    key = kms.create_key()["KeyMetadata"]
    refused("W-18 KMS too many tags", lambda: kms.tag_resource(KeyId=key["KeyId"], Tags=[pair(f"k{i}") for i in range(51)]), "TagException", "Too many tags", 400)
    refused("W-18 KMS a reserved tag", lambda: kms.tag_resource(KeyId=key["KeyId"], Tags=[pair("aws:x")]), "TagException", "Tags beginning with aws: are reserved", 400)
    kms.schedule_key_deletion(KeyId=key["KeyId"])
    refused("W-18 KMS TagResource of a key that waits for its deletion", lambda: kms.tag_resource(KeyId=key["KeyId"], Tags=[pair("a")]), "KMSInvalidStateException", f"{key['Arn']} is pending deletion.", 400)


run(resources, recorded)
