/** Rules that decide a Condition block: operators, absent keys, Null and the set operators. */

import { allow, file, rulePolicy, readFile, when } from './example-policies.ts';
import type { Chapter } from '../../core/rules/rule.ts';
import {
  conditionElement,
  conditionLogic,
  conditionOperatorsPage,
  multivaluedKeys,
  ourChoice,
} from './sources.ts';

export const conditions: Chapter = {
  id: 'conditions',
  title: 'Conditions',
  about: 'When a Condition block is true: several keys and values, operators, absent keys and lists.',
  rules: [
    {
      id: 'C-01',
      title: 'AND of keys, OR of values',
      rule: 'All operators of a block must hold, and all keys under each operator. For each key, a positive operator needs a match with only a single value.',
      source: conditionLogic,
      state: 'held',
      example: {
        asks: 'May Bob read the file? His team is in the list, but he works on another project.',
        identity: [
          allow('s3:GetObject', file, {
            Condition: {
              StringEquals: { 'aws:PrincipalTag/team': ['red', 'blue'], 'aws:PrincipalTag/project': 'atlas' },
            },
          }),
        ],
        tags: { team: 'blue', project: 'orion' },
        ...readFile,
        expected: 'denied',
      },
    },
    {
      id: 'C-02',
      title: 'Negated operators: none of the values',
      rule: 'An operator with `Not` in its name holds only if the request value matches no listed value. `StringNotEquals` with two values means neither the first nor the second.',
      source: conditionLogic,
      state: 'held',
      example: {
        asks: 'Every region except two is denied. May Bob list instances in eu-west-1, which is in the list?',
        identity: [
          rulePolicy(
            { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
            {
              Effect: 'Deny',
              Action: '*',
              Resource: '*',
              ...when('StringNotEquals', 'aws:RequestedRegion', ['eu-west-1', 'eu-central-1']),
            },
          ),
        ],
        action: 'ec2:DescribeInstances',
        resource: '*',
        context: { 'aws:RequestedRegion': 'eu-west-1' },
        expected: 'allowed',
      },
    },
    {
      id: 'C-03',
      title: 'A false condition only skips the statement',
      rule: 'The block must be true for its statement to apply, in an Allow and in a Deny. A false block does not deny: AWS ignores the statement.',
      source: conditionElement,
      state: 'held',
      example: {
        asks: 'May Bob read the file from 203.0.113.10? The Deny is for another network.',
        identity: [
          rulePolicy(
            { Effect: 'Allow', Action: 's3:GetObject', Resource: file },
            {
              Effect: 'Deny',
              Action: 's3:*',
              Resource: '*',
              ...when('IpAddress', 'aws:SourceIp', '198.51.100.0/24'),
            },
          ),
        ],
        ...readFile,
        context: { 'aws:SourceIp': '203.0.113.10' },
        expected: 'allowed',
      },
    },
    {
      id: 'C-04',
      title: 'Two tests of the same key',
      rule: 'You can test a key with two different operators, for example to describe a range. The same operator twice would be a repeated JSON member, which AWS refuses.',
      source: conditionLogic,
      state: 'held',
      example: {
        asks: 'May Bob list 50 objects at once? The policy allows from 10 to 99.',
        identity: [
          allow('s3:ListBucket', 'arn:aws:s3:::reports', {
            Condition: {
              NumericGreaterThanEquals: { 's3:max-keys': '10' },
              NumericLessThan: { 's3:max-keys': '100' },
            },
          }),
        ],
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::reports',
        context: { 's3:max-keys': '50' },
        expected: 'allowed',
      },
    },
    {
      id: 'C-05',
      title: 'How an operator is written',
      rule: 'An operator consists of an optional `ForAllValues:` or `ForAnyValue:`, a base name and an optional `IfExists`. AWS does not say whether case matters; here it does not.',
      source: ourChoice,
      state: 'extension',
      example: {
        asks: 'May Bob read the file? The policy writes the operator in small letters.',
        identity: [allow('s3:GetObject', file, when('stringequals', 'aws:PrincipalTag/team', 'blue'))],
        tags: { team: 'blue' },
        ...readFile,
        expected: 'allowed',
      },
    },
    {
      id: 'C-06',
      title: 'Condition keys ignore case',
      rule: 'The name of a condition key can be written in any case. The tag key in `aws:PrincipalTag/Key` can be too. If two tags of a request differ only by case, AWS compares only one. AWS does not say which.',
      source: conditionElement,
      state: 'held',
      example: {
        asks: 'May Bob read the file? His tag is "team", the policy says "TEAM".',
        identity: [allow('s3:GetObject', file, when('StringEquals', 'aws:principaltag/TEAM', 'blue'))],
        tags: { team: 'blue' },
        ...readFile,
        expected: 'allowed',
      },
    },
    {
      id: 'C-07',
      title: 'Unknown condition keys',
      rule: 'An unknown key is not an error. The request simply does not carry it, so a positive operator does not match.',
      source: conditionElement,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The policy asks for a key that no request carries.',
        identity: [allow('s3:GetObject', file, when('StringEquals', 'aws:Department', 'sales'))],
        ...readFile,
        expected: 'denied',
      },
    },
    {
      id: 'C-08',
      title: 'The condition operators',
      rule: 'There are operators for text, numbers, dates, `Bool`, `BinaryEquals`, IP addresses, ARNs, and `Null`. `StringEquals` compares exactly, so `*` is a plain character; `StringLike` takes `*` and `?` as wildcards. `ArnEquals` and `ArnLike` are the same, with wildcards in each part of the ARN. If the key is absent, positive operators are false and negated operators are true.',
      source: conditionOperatorsPage,
      state: 'held',
      example: {
        asks: 'May Bob of "team-a" read the file? The policy asks for StringEquals "team-*".',
        identity: [allow('s3:GetObject', file, when('StringEquals', 'aws:PrincipalTag/team', 'team-*'))],
        tags: { team: 'team-a' },
        ...readFile,
        expected: 'denied',
      },
    },
    {
      id: 'C-10',
      title: 'Values of the wrong type',
      rule: 'Each operator needs a number, a date, an address, an ARN or a boolean. A value of another form matches nothing. The negated operator is then true. AWS does not say what happens; here a wrong value never makes a Deny disappear.',
      source: ourChoice,
      state: 'extension',
      example: {
        asks: 'Every count except 10 is denied. May Bob list objects with the count "many"?',
        identity: [
          rulePolicy(
            { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reports' },
            {
              Effect: 'Deny',
              Action: 's3:ListBucket',
              Resource: '*',
              ...when('NumericNotEquals', 's3:max-keys', '10'),
            },
          ),
        ],
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::reports',
        context: { 's3:max-keys': 'many' },
        expected: 'denied',
      },
    },
    {
      id: 'C-11',
      title: 'IfExists',
      rule: '`IfExists` behind an operator makes the test true if the key is absent. If the key is present, the plain operator decides. Every operator except `Null` can have it.',
      source: conditionOperatorsPage,
      state: 'held',
      example: {
        asks: 'May Bob start an instance in this subnet? A subnet has no instance type.',
        identity: [allow('ec2:*', '*', when('StringEqualsIfExists', 'ec2:InstanceType', 't3.micro'))],
        action: 'ec2:RunInstances',
        resource: 'arn:aws:ec2:us-east-1:111122223333:subnet/subnet-0123456789abcdef0',
        expected: 'allowed',
      },
    },
    {
      id: 'C-12',
      title: 'A negated Deny hits absent keys',
      rule: 'A Deny with `StringNotEquals` applies already when the key is absent. `StringNotEqualsIfExists` changes nothing about that, because both are true for an absent key.',
      source: conditionOperatorsPage,
      state: 'held',
      example: {
        asks: 'Everybody outside team blue is denied. May Bob read the file? He has no team.',
        identity: [
          rulePolicy(
            { Effect: 'Allow', Action: 's3:GetObject', Resource: file },
            {
              Effect: 'Deny',
              Action: 's3:*',
              Resource: '*',
              ...when('StringNotEquals', 'aws:PrincipalTag/team', 'blue'),
            },
          ),
        ],
        ...readFile,
        expected: 'denied',
      },
    },
    {
      id: 'C-13',
      title: 'A positive Deny misses absent keys',
      rule: 'A Deny with a positive operator does not apply if the key is absent. So a Deny with `Bool` and `aws:MultiFactorAuthPresent` `false` misses requests with access keys. They do not carry that key. `BoolIfExists` catches them.',
      source: conditionOperatorsPage,
      state: 'held',
      example: {
        asks: 'May Bob read the file with his access key, without MFA? The Deny uses "Bool".',
        identity: [
          rulePolicy(
            { Effect: 'Allow', Action: 's3:GetObject', Resource: file },
            {
              Effect: 'Deny',
              Action: '*',
              Resource: '*',
              ...when('Bool', 'aws:MultiFactorAuthPresent', 'false'),
            },
          ),
        ],
        ...readFile,
        expected: 'allowed',
      },
    },
    {
      id: 'C-14',
      title: 'Conditions where AWS says nothing',
      rule: 'Here an empty text counts as a present value, and `*` in `StringLike` matches line ends too. For an absent key, `ForAnyValue:Null` does not hold and `ForAllValues:Null` holds. `BinaryEquals` compares the bytes that the base64 text stands for.',
      source: ourChoice,
      state: 'extension',
      example: {
        asks: 'May Bob read the file? His tag "team" is empty, and the policy asks for an empty team.',
        identity: [allow('s3:GetObject', file, when('StringEquals', 'aws:PrincipalTag/team', ''))],
        tags: { team: '' },
        ...readFile,
        expected: 'allowed',
      },
    },
    {
      id: 'C-20',
      title: 'Null: is the key there?',
      rule: '`Null` with `true` holds if the key is absent. With `false` it holds if the key has a value. With both values it always holds.',
      source: conditionOperatorsPage,
      state: 'held',
      example: {
        asks: 'May Bob create a queue without the tag "cost-center"? The policy denies it while the tag is absent.',
        identity: [
          rulePolicy(
            { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
            {
              Effect: 'Deny',
              Action: 'sqs:CreateQueue',
              Resource: '*',
              ...when('Null', 'aws:RequestTag/cost-center', 'true'),
            },
          ),
        ],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        expected: 'denied',
      },
    },
    {
      id: 'C-21',
      title: 'An empty list',
      rule: 'The set operators treat a key with an empty list as an absent key. AWS does not say how `Null` treats it; here it is absent as well.',
      source: ourChoice,
      state: 'extension',
      example: {
        asks: 'Tag keys must be present. May Bob create a queue with an empty list of them?',
        identity: [allow('sqs:CreateQueue', '*', when('Null', 'aws:TagKeys', 'false'))],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        context: { 'aws:TagKeys': [] },
        expected: 'denied',
      },
    },
    {
      id: 'C-30',
      title: 'Single-valued and multivalued keys',
      rule: 'A key is multivalued if a request can carry several values of it. The number of values in the policy does not matter. `ForAllValues:` asks for all values of the request, `ForAnyValue:` for at least one of them.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'May Bob create a queue with tags "team" and "color"? All tag keys must be "team" or "stage".',
        identity: [
          allow('sqs:CreateQueue', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'stage'])),
        ],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        context: { 'aws:TagKeys': ['team', 'color'] },
        expected: 'denied',
      },
    },
    {
      id: 'C-31',
      title: 'ForAllValues allows absent keys',
      rule: '`ForAllValues:` is true if the key is absent or its list is empty. So an Allow with it also allows such requests. Add `Null` with `false` to require the key.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'All tag keys must be "team". May Bob create a queue without any tag?',
        identity: [allow('sqs:CreateQueue', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'team'))],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        expected: 'allowed',
      },
    },
    {
      id: 'C-32',
      title: 'Multivalued keys need a set operator',
      rule: 'A plain operator never matches a multivalued key, whether it is positive or negated. Such a key needs `ForAllValues:` or `ForAnyValue:`.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'May Bob create a queue with tags "team" and "stage"? The policy asks for "team" with StringEquals.',
        identity: [allow('sqs:CreateQueue', '*', when('StringEquals', 'aws:TagKeys', 'team'))],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        context: { 'aws:TagKeys': ['team', 'stage'] },
        expected: 'denied',
      },
    },
    {
      id: 'C-33',
      title: 'Set operators on single values',
      rule: 'A set operator treats a single value as a list with one value. AWS advises against it, because `ForAllValues:` is true if the key is absent.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'May Bob read the file? ForAllValues asks for team blue, and he has no team.',
        identity: [
          allow('s3:GetObject', file, when('ForAllValues:StringEquals', 'aws:PrincipalTag/team', 'blue')),
        ],
        ...readFile,
        expected: 'allowed',
      },
    },
    {
      id: 'C-34',
      title: 'Set operators with IfExists',
      rule: '`IfExists` changes nothing for `ForAllValues:`, which is true for an absent key anyway. It makes `ForAnyValue:` true for an absent key.',
      source: conditionOperatorsPage,
      state: 'unverified',
      example: {
        asks: 'May Bob create a queue without tags? The operator is "ForAnyValue:StringEqualsIfExists".',
        identity: [
          allow('sqs:CreateQueue', '*', when('ForAnyValue:StringEqualsIfExists', 'aws:TagKeys', 'team')),
        ],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        expected: 'allowed',
      },
    },
    {
      id: 'C-35',
      title: 'Wildcards on multivalued keys',
      rule: 'Wildcards in the values of a multivalued text key need `StringLike` behind the set operator. With `StringEquals` the `*` is a plain character.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'May Bob create a queue with tags "team-a" and "team-b"? ForAllValues:StringEquals asks for "team-*".',
        identity: [allow('sqs:CreateQueue', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'team-*'))],
        action: 'sqs:CreateQueue',
        resource: 'arn:aws:sqs:us-east-1:111122223333:jobs',
        context: { 'aws:TagKeys': ['team-a', 'team-b'] },
        expected: 'denied',
      },
    },
  ],
};
