// What the policies allow, asked of a simulator: node simulate.mjs ROOT_STATE BOOTSTRAP_STATE
// Both are what `terraform show -json` prints after an apply, so it is the rendered policies that are asked, not their source.
// Then each mistake below is planted in turn, and some question must notice it: a test that cannot fail is none.
// It needs the clinics acme and acme2 in the state: the one's name begins with the other's.
import { readFileSync } from 'node:fs';
import { runSimulation } from '@cloud-copilot/iam-simulate';

const resources = (file) => {
  const found = {};
  const walk = (module) => {
    for (const resource of module.resources ?? []) found[resource.address] = resource.values;
    for (const child of module.child_modules ?? []) walk(child);
  };
  walk(JSON.parse(readFileSync(file, 'utf8')).values.root_module);
  return found;
};

const policy = (text) => JSON.parse(text);

/** Every question, with the answer it should get, about the policies of these two states. */
function questions(state, bootstrap) {
  const env = state['terraform_data.guard'].input.environment;
  const name = `chartdrop-${env}`;
  const tenantRole = state['module.roles.aws_iam_role.tenant'];
  const account = tenantRole.arn.split(':')[4];
  const region = 'us-east-1';
  const table = (which) => `arn:aws:dynamodb:${region}:${account}:table/${name}-${which}`;
  const bucket = (which) => `arn:aws:s3:::${name}-${which}-${account}`;
  const dataKey = state['module.keys.aws_kms_key.data'];

  const boundary = policy(bootstrap[`module.environment["${env}"].aws_iam_policy.boundary`].policy);
  const bucketPolicy = (which) => policy(state[`module.buckets.aws_s3_bucket_policy.this["${which}"]`].policy);

  const principals = {
    // The middle tier, on behalf of one clinic
    tenant: (tenant) => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-tenant/${tenant}`,
      policies: [policy(state['module.roles.aws_iam_role_policy.tenant'].policy)],
      context: { 'aws:PrincipalTag/tenant_id': tenant, 'aws:PrincipalTag/chartdrop-data': env },
      boundary,
    }),
    untagged: () => ({ ...principals.tenant('acme'), context: { 'aws:PrincipalTag/chartdrop-data': env } }),
    sftp: (tenant) => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-sftp-${tenant}/session`,
      policies: [policy(state[`module.tenant["${tenant}"].aws_iam_role_policy.sftp[0]`].policy)],
      context: { 'aws:PrincipalTag/chartdrop-data': env },
      boundary,
    }),
    operator: () => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-operator/session`,
      policies: [policy(state['module.roles.aws_iam_role_policy.operator[0]'].policy)],
      context: { 'aws:PrincipalTag/chartdrop-data': env },
      boundary,
    }),
    jump: () => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-jump/session`,
      policies: [policy(state['module.roles.aws_iam_role_policy.jump[0]'].policy)],
      boundary,
    }),
    deploy: () => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-deploy/session`,
      policies: [policy(bootstrap[`module.environment["${env}"].aws_iam_role_policy.deploy`].policy)],
      bounded: false,
    }),
    plan: () => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-plan/session`,
      policies: [policy(bootstrap[`module.environment["${env}"].aws_iam_policy.look`].policy)],
      context: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${name}-plan` },
      bounded: false,
    }),
    // A task of Copilot's with what its addon is said to give: everything on the stores. The rest must stop it.
    task: (service, tags = {}) => ({
      principal: `arn:aws:sts::${account}:assumed-role/${name}-${service}-TaskRole-ABC123/session`,
      policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession', 's3:*'], Resource: '*' } }],
      context: {
        'aws:PrincipalTag/copilot-application': 'chartdrop',
        'aws:PrincipalTag/copilot-environment': env,
        'aws:PrincipalTag/copilot-service': service,
        'aws:PrincipalArn': `arn:aws:iam::${account}:role/${name}-${service}-TaskRole-ABC123`,
        ...tags,
      },
      bounded: false,
    }),
  };

  const keys = (...leading) => ({ 'dynamodb:LeadingKeys': leading });
  const prefix = (value) => ({ 's3:prefix': value });

  const cases = [];
  const allowed = (title, who, action, resource, context = {}, resourcePolicy) =>
    cases.push({ expected: 'Allowed', title, who, action, resource, context, resourcePolicy });
  const denied = (title, who, action, resource, context = {}, resourcePolicy) =>
    cases.push({ expected: 'Denied', title, who, action, resource, context, resourcePolicy });

  const acme = principals.tenant('acme');
  const acme2 = principals.tenant('acme2');

  // --- items, by the middle tier for acme
  allowed('its patient', acme, 'dynamodb:Query', table('records'), keys('acme#A1'));
  allowed('its patients in a batch', acme, 'dynamodb:BatchGetItem', table('records'), keys('acme#A1', 'acme#A2'));
  allowed('its patient whose number holds a #', acme, 'dynamodb:Query', table('records'), keys('acme#acme2#A1'));
  allowed('its shard of an index', acme, 'dynamodb:Query', `${table('records')}/index/by_name`, keys('acme#3'));
  allowed('its files', acme, 'dynamodb:Query', table('files'), keys('acme'));
  allowed('its files by status', acme, 'dynamodb:Query', `${table('files')}/index/by_status`, keys('acme#FAILED'));
  allowed('its summary', acme, 'dynamodb:Query', table('summary'), keys('acme'));
  allowed("an upload's ledger row of its own", acme, 'dynamodb:PutItem', table('files'), keys('acme'));
  denied("another's patient", acme, 'dynamodb:Query', table('records'), keys('lakeside#A1'));
  denied('the patient of one whose name begins with its own', acme, 'dynamodb:Query', table('records'), keys('acme2#A1'));
  denied('the patient of one whose name its own begins with', acme2, 'dynamodb:Query', table('records'), keys('acme#A1'));
  denied('a batch with one foreign key', acme, 'dynamodb:BatchGetItem', table('records'), keys('acme#A1', 'acme2#A1'));
  denied("another's shard of an index", acme, 'dynamodb:Query', `${table('records')}/index/by_name`, keys('acme2#3'));
  denied("another's files", acme, 'dynamodb:Query', table('files'), keys('acme2'));
  denied("another's ledger row, to read", acme, 'dynamodb:GetItem', table('files'), keys('acme2'));
  denied("another's ledger row, to write", acme, 'dynamodb:PutItem', table('files'), keys('acme2'));
  denied('a ledger row of nobody, under its own name and a #', acme, 'dynamodb:PutItem', table('files'), keys('acme#x'));
  denied('a Scan', acme, 'dynamodb:Scan', table('records'));
  denied('a Scan of an index', acme, 'dynamodb:Scan', `${table('records')}/index/by_name`);
  denied('a query without a key', acme, 'dynamodb:Query', table('records'));
  denied('a statement in PartiQL', acme, 'dynamodb:PartiQLSelect', table('records'));
  denied('changing a ledger row in place, its own too', acme, 'dynamodb:UpdateItem', table('files'), keys('acme'));
  denied('writing a patient', acme, 'dynamodb:PutItem', table('records'), keys('acme#A1'));
  denied('deleting a patient', acme, 'dynamodb:DeleteItem', table('records'), keys('acme#A1'));
  denied('its own settings', acme, 'dynamodb:GetItem', table('tenants'), keys('acme'));
  denied('its own claims', acme, 'dynamodb:GetItem', table('idempotency'), keys('acme#sha#00'));
  denied("a session without a tag, everybody's empty name", principals.untagged(), 'dynamodb:Query', table('records'), keys('#A1'));
  denied('a session without a tag', principals.untagged(), 'dynamodb:Query', table('records'), keys('acme#A1'));

  // --- objects, by the middle tier for acme
  allowed('an upload', acme, 's3:PutObject', `${bucket('inbox')}/acme/x.csv`);
  allowed('its rejected rows', acme, 's3:GetObject', `${bucket('errors')}/acme/f1/rejects.csv`);
  allowed('its archived version', acme, 's3:GetObjectVersion', `${bucket('archive')}/acme/2026/03/01/f1/x.csv`);
  allowed('its folder', acme, 's3:ListBucket', bucket('errors'), prefix('acme/'));
  denied("another's rejected rows", acme, 's3:GetObject', `${bucket('errors')}/lakeside/f1/rejects.csv`);
  denied('those of one whose name begins with its own', acme, 's3:GetObject', `${bucket('errors')}/acme2/f1/rejects.csv`);
  denied("an upload into another's folder", acme, 's3:PutObject', `${bucket('inbox')}/acme2/x.csv`);
  denied('an upload into the archive', acme, 's3:PutObject', `${bucket('archive')}/acme/x.csv`);
  denied("another's folder", acme, 's3:ListBucket', bucket('inbox'), prefix('acme2/'));
  denied('folders that begin with its name', acme, 's3:ListBucket', bucket('inbox'), prefix('acme'));
  denied('the whole bucket', acme, 's3:ListBucket', bucket('inbox'));
  denied('taking an upload back', acme, 's3:DeleteObject', `${bucket('inbox')}/acme/x.csv`);
  denied('by plain HTTP', acme, 's3:GetObject', `${bucket('errors')}/acme/f1/rejects.csv`, { 'aws:SecureTransport': 'false' }, bucketPolicy('errors'));
  denied('under another key', acme, 's3:PutObject', `${bucket('inbox')}/acme/x.csv`,
    { 's3:x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:${region}:${account}:key/other` }, bucketPolicy('inbox'));

  // --- SFTP as acme
  const sftp = principals.sftp('acme');
  allowed('SFTP: an upload', sftp, 's3:PutObject', `${bucket('inbox')}/acme/sub/x.csv`);
  allowed('SFTP: taking it back, which leaves a marker', sftp, 's3:DeleteObject', `${bucket('inbox')}/acme/x.csv`);
  allowed('SFTP: its folder', sftp, 's3:ListBucket', bucket('inbox'), prefix('acme/'));
  denied('SFTP: deleting a version', sftp, 's3:DeleteObjectVersion', `${bucket('inbox')}/acme/x.csv`);
  denied("SFTP: another's folder", sftp, 's3:ListBucket', bucket('inbox'), prefix('acme2/'));
  denied("SFTP: another's upload", sftp, 's3:GetObject', `${bucket('inbox')}/acme2/x.csv`);
  denied('SFTP: the archive', sftp, 's3:GetObject', `${bucket('archive')}/acme/x.csv`);
  denied('SFTP: a patient', sftp, 'dynamodb:Query', table('records'), keys('acme#A1'));

  // --- who may become the tenants' role
  const trust = policy(tenantRole.assume_role_policy);
  const tag = (...tags) => ({ 'aws:TagKeys': tags, 'aws:RequestTag/tenant_id': 'acme' });
  allowed('the middle tier, for one tenant', principals.task('middletier'), 'sts:AssumeRole', tenantRole.arn, tag('tenant_id'), trust);
  denied('without a tenant', principals.task('middletier'), 'sts:AssumeRole', tenantRole.arn, {}, trust);
  denied('with one tag more', principals.task('middletier'), 'sts:AssumeRole', tenantRole.arn, tag('tenant_id', 'copilot-service'), trust);
  denied('the routes', principals.task('routes'), 'sts:AssumeRole', tenantRole.arn, tag('tenant_id'), trust);
  denied('the frontend', principals.task('frontend'), 'sts:AssumeRole', tenantRole.arn, tag('tenant_id'), trust);
  denied("another environment's middle tier", principals.task('middletier', { 'aws:PrincipalTag/copilot-environment': 'other' }), 'sts:AssumeRole', tenantRole.arn, tag('tenant_id'), trust);
  denied('another role that was given the tags', principals.task('middletier', { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/other` }), 'sts:AssumeRole', tenantRole.arn, tag('tenant_id'), trust);

  // --- the data key
  const keyPolicy = policy(dataKey.policy);
  const via = (service) => ({ 'kms:ViaService': `${service}.${region}.amazonaws.com`, 'kms:CallerAccount': account });
  allowed('routes, through DynamoDB', principals.task('routes'), 'kms:Decrypt', dataKey.arn, via('dynamodb'), keyPolicy);
  allowed('the tenants role, through S3', acme, 'kms:Decrypt', dataKey.arn, via('s3'), keyPolicy);
  denied('routes, by itself', principals.task('routes'), 'kms:Decrypt', dataKey.arn, { 'kms:CallerAccount': account }, keyPolicy);
  denied('the frontend', principals.task('frontend'), 'kms:Decrypt', dataKey.arn, via('dynamodb'), keyPolicy);
  denied('an administrator, through DynamoDB',
    {
      principal: `arn:aws:iam::${account}:role/admin`,
      policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
      context: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/admin` },
      bounded: false,
    },
    'kms:Decrypt', dataKey.arn, via('dynamodb'), keyPolicy);

  // --- the operator
  allowed('operator: a claim', principals.operator(), 'dynamodb:DeleteItem', table('idempotency'), keys('acme#sha#00'));
  allowed("operator: a table's name", principals.operator(), 'ssm:GetParameter', `arn:aws:ssm:${region}:${account}:parameter/chartdrop/${env}/CHARTDROP_TABLE_RECORDS`);
  allowed("operator: Hawtio's password", principals.operator(), 'ssm:GetParameter', `arn:aws:ssm:${region}:${account}:parameter/chartdrop/${env}/CHARTDROP_OPS_PASSWORD`);
  allowed('jump: Session Manager', principals.jump(), 'ssmmessages:OpenDataChannel', '*');
  denied("jump: Hawtio's password", principals.jump(), 'ssm:GetParameter', `arn:aws:ssm:${region}:${account}:parameter/chartdrop/${env}/CHARTDROP_OPS_PASSWORD`);
  denied('jump: a patient', principals.jump(), 'dynamodb:GetItem', table('records'), keys('acme#A1'));
  denied("operator: the web client's secret", principals.operator(), 'ssm:GetParameter', `arn:aws:ssm:${region}:${account}:parameter/chartdrop/${env}/CHARTDROP_WEB_CLIENT_SECRET`);
  denied('operator: deleting a table', principals.operator(), 'dynamodb:DeleteTable', table('records'));
  denied('operator: the access logs', principals.operator(), 's3:DeleteObject', `${bucket('logs')}/s3/inbox/1`);

  // --- the role that applies
  const role = (which) => `arn:aws:iam::${account}:role/${name}-${which}`;
  const stateKey = bootstrap['aws_kms_key.state'].arn;
  const boundaryArn = bootstrap[`module.environment["${env}"].aws_iam_policy.boundary`].arn;
  allowed('deploy: a role under the boundary', principals.deploy(), 'iam:CreateRole', role('sftp-acme'), { 'iam:PermissionsBoundary': boundaryArn });
  denied('deploy: a role without it', principals.deploy(), 'iam:CreateRole', role('sftp-acme'));
  denied('deploy: its own policy', principals.deploy(), 'iam:PutRolePolicy', role('deploy'), { 'iam:PermissionsBoundary': boundaryArn });
  denied('deploy: the boundary', principals.deploy(), 'iam:CreatePolicyVersion', boundaryArn);
  denied("deploy: another environment's table", principals.deploy(), 'dynamodb:DeleteTable', `arn:aws:dynamodb:${region}:${account}:table/chartdrop-other-records`);
  const key = `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000001`;
  const giving = { 'aws:RequestTag/copilot-environment': env };
  const bearing = (environment) => ({ 'aws:ResourceTag/copilot-environment': environment });
  allowed('deploy: a key with its tag', principals.deploy(), 'kms:CreateKey', '*', giving);
  allowed('deploy: the tag of a key that is being made', principals.deploy(), 'kms:TagResource', key, giving, keyPolicy);
  allowed('deploy: the tag of a server that is being made', principals.deploy(), 'transfer:TagResource', `arn:aws:transfer:${region}:${account}:server/s-00000000000000001`, giving);
  allowed('deploy: the log of that server', principals.deploy(), 'logs:CreateLogDelivery', '*');
  allowed('deploy: another tag of its own key', principals.deploy(), 'kms:TagResource', key, bearing(env), keyPolicy);
  denied('deploy: a key without its tag', principals.deploy(), 'kms:CreateKey', '*');
  denied("deploy: another environment's key, by its tag", principals.deploy(), 'kms:TagResource', key, { ...giving, ...bearing('other') }, keyPolicy);
  const shared = { 'aws:ResourceTag/copilot-application': 'chartdrop' };
  denied("deploy: the key of Copilot's artifacts, by its tag", principals.deploy(), 'kms:TagResource', key, { ...giving, ...shared }, keyPolicy);
  allowed('deploy: another tag of its own key, which bears both', principals.deploy(), 'kms:TagResource', key, { ...shared, ...bearing(env) }, keyPolicy);
  const user = `arn:aws:transfer:${region}:${account}:user/s-00000000000000001/acme`;
  const server = `arn:aws:transfer:${region}:${account}:server/s-00000000000000001`;
  allowed('deploy: a user of its server', principals.deploy(), 'transfer:CreateUser', server, { ...giving, ...bearing(env) });
  denied("deploy: a user of another environment's server", principals.deploy(), 'transfer:CreateUser', server, { ...giving, ...bearing('other') });
  for (const action of ['DeleteSshPublicKey', 'DeleteUser', 'ImportSshPublicKey', 'UpdateUser']) {
    allowed('deploy: its own user', principals.deploy(), `transfer:${action}`, user, bearing(env));
    denied("deploy: another environment's user", principals.deploy(), `transfer:${action}`, user, bearing('other'));
    denied('deploy: a user of nobody', principals.deploy(), `transfer:${action}`, user);
  }
  const zone = state['module.certificate[0].aws_route53_record.proof'].zone_id;
  const record = (type) => ({ 'route53:ChangeResourceRecordSetsRecordTypes': [type], 'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['sftp.dev.chartdrop.example.org'] });
  allowed('deploy: a name in its zone', principals.deploy(), 'route53:ChangeResourceRecordSets', `arn:aws:route53:::hostedzone/${zone}`, record('CNAME'));
  denied('deploy: an address in its zone', principals.deploy(), 'route53:ChangeResourceRecordSets', `arn:aws:route53:::hostedzone/${zone}`, record('A'));
  denied('deploy: a name in another zone', principals.deploy(), 'route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z0000000000OTHER', record('CNAME'));
  denied("deploy: the state's key, by its tag", principals.deploy(), 'kms:TagResource', stateKey, giving, policy(bootstrap['aws_kms_key.state'].policy));
  allowed("plan: a tenant's settings", principals.plan(), 'dynamodb:GetItem', table('tenants'), keys('acme'));
  allowed('plan: the key of the settings', principals.plan(), 'kms:Decrypt', dataKey.arn, via('dynamodb'), keyPolicy);
  allowed('plan: whether a bucket is there', principals.plan(), 's3:ListBucket', bucket('inbox'));
  denied("plan: whether another environment's is", principals.plan(), 's3:ListBucket', `arn:aws:s3:::chartdrop-other-inbox-${account}`);
  denied('plan: a patient', principals.plan(), 'dynamodb:GetItem', table('records'), keys('acme#A1'));
  denied('plan: an upload', principals.plan(), 's3:GetObject', `${bucket('inbox')}/acme/x.csv`);
  denied('plan: changing a table', principals.plan(), 'dynamodb:UpdateTable', table('records'));
  denied('deploy: a patient', principals.deploy(), 'dynamodb:GetItem', table('records'), keys('acme#A1'));
  return { account, cases };
}

/** The questions that got another answer, in words. */
async function wrongAnswers({ account, cases }) {
  const wrong = [];
  for (const { expected, title, who, action, resource, context, resourcePolicy } of cases) {
    const outcome = await runSimulation(
      {
        request: {
          principal: who.principal,
          action,
          resource: { resource, accountId: account },
          contextVariables: {
            ...(action.startsWith('s3:') ? { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' } : {}),
            ...who.context,
            ...context,
          },
        },
        identityPolicies: who.policies.map((document, i) => ({ name: `policy-${i}`, policy: document })),
        permissionBoundaryPolicies: who.bounded === false ? undefined : [{ name: 'boundary', policy: who.boundary }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy,
      },
      {},
    );
    const said = outcome.resultType === 'error' ? JSON.stringify(outcome.errors) : outcome.overallResult;
    const right = expected === 'Allowed' ? said === 'Allowed' : said === 'ExplicitlyDenied' || said === 'ImplicitlyDenied';
    if (!right) wrong.push(`${title}: ${action} on ${resource} is ${said}, not ${expected}`);
  }
  return wrong;
}

const tenantPolicy = 'module.roles.aws_iam_role_policy.tenant';
const mistakes = [
  ['an absent key is not asked for', tenantPolicy, 'policy', '"Null":{"dynamodb:LeadingKeys":"false"}', '"Null":{}'],
  ['the # is forgotten', tenantPolicy, 'policy', 'tenant_id}#*', 'tenant_id}*'],
  ['one own key in a batch is enough', tenantPolicy, 'policy', 'ForAllValues', 'ForAnyValue'],
  ['the slash is forgotten', tenantPolicy, 'policy', 'tenant_id}/*', 'tenant_id}*'],
  ['every tag may come along', 'module.roles.aws_iam_role.tenant', 'assume_role_policy', '"aws:TagKeys":"tenant_id"', '"aws:TagKeys":["tenant_id","copilot-service"]'],
  ['any role with the tags is let in', 'module.roles.aws_iam_role.tenant', 'assume_role_policy', 'chartdrop-dev-middletier-TaskRole-*', '*'],
  ['SFTP: the slash is forgotten', 'module.tenant["acme"].aws_iam_role_policy.sftp[0]', 'policy', '/acme/*', '/acme*'],
  ['SFTP: versions may be deleted', 'module.tenant["acme"].aws_iam_role_policy.sftp[0]', 'policy', '"s3:DeleteObject"', '"s3:DeleteObject*"'],
  ['the data key is used by itself', 'module.keys.aws_kms_key.data', 'policy', '"kms:ViaService":["', '"aws:PrincipalAccount":["123456789012","'],
];

const deployPolicy = 'module.environment["dev"].aws_iam_role_policy.deploy';
// The same of the second state.
const mistakesOfBootstrap = [
  ['every zone is its own', deployPolicy, 'policy', /hostedzone\/[A-Z0-9]+/g, 'hostedzone/*'],
  ['what all share may be claimed', deployPolicy, 'policy', '"aws:ResourceTag/copilot-application":"false"', '"aws:ResourceTag/copilot-application":"true"'],
  ['users may be changed whatever they bear', deployPolicy, 'policy', /"transfer:CreateUser","Condition":\{[^}]*\}\}/g, '"transfer:*"'],
];

const states = process.argv.slice(2).map(resources);
const asked = questions(...states);
const failed = await wrongAnswers(asked);
const total = asked.cases.length;

for (const [which, list] of [mistakes, mistakesOfBootstrap].entries()) {
  for (const [mistake, address, attribute, right, wrong] of list) {
    const planted = structuredClone(states);
    planted[which][address][attribute] = planted[which][address][attribute].replaceAll(right, wrong);
    if (planted[which][address][attribute] === states[which][address][attribute]) failed.push(`${mistake}: could not be planted, ${right} is not there`);
    else if ((await wrongAnswers(questions(...planted))).length === 0) failed.push(`${mistake}: planted, and nobody noticed`);
  }
}

if (failed.length > 0) {
  console.error(failed.join('\n'));
  process.exit(1);
}
console.log(`${total} questions answered as they should be, ${mistakes.length + mistakesOfBootstrap.length} planted mistakes noticed`);
