/** Tells which calls of methods can carry tags. Only those have the keys `aws:RequestTag/…` and `aws:TagKeys` (K-33). */

const making =
  /:(Create|Register|Run|Submit|Tag|UpdateStack|RequestSpot|Start(Task|Run|Automation))|^emr-serverless:Start/;
const without =
  /:(Create(StackInstances|Launch|Deployment|AccessKey|LoginProfile|PolicyVersion|Presigned|AccountAssignment|Schedule)|RegisterApplication|RunStatement)/;

export const carriesTags = (action: string): boolean => making.test(action) && !without.test(action);
