// The OpenAPI description is valid, and the answers of the pairs are as it says.
//   node openapi.mjs API_DESCRIPTION   (the program that prints the description)

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const redocly = join(here, '../../node_modules/@redocly/cli/bin/cli.js');

const text = execFileSync(process.argv[2], { encoding: 'utf8', maxBuffer: 1 << 26 });
const api = JSON.parse(text);

function lint() {
  const folder = mkdtempSync(join(tmpdir(), 'allmende-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, text);
    const out = execFileSync(process.execPath, [redocly, 'lint', '--format=json', file], {
      encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    return JSON.parse(out).problems.map(({ message, location }) => `${message} (${location[0]?.pointer})`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const type_of = (value) =>
  (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value);

/** The part of JSON Schema that schemas.cpp uses; complaints with their place. */
function complaints(value, schema, place) {
  if (schema.$ref) return complaints(value, schema.$ref.slice(2).split('/').reduce((at, name) => at[name], api), place);
  const found = [];
  const types = [schema.type ?? []].flat();
  const type = type_of(value);
  if (types.length > 0 && !types.includes(type) && !(type === 'integer' && types.includes('number'))) {
    return [`${place}: is ${type}, not ${types.join(' or ')}`];
  }
  if (schema.enum && !schema.enum.includes(value)) found.push(`${place}: “${value}” is none of ${schema.enum}`);
  if (schema.const !== undefined && schema.const !== value) found.push(`${place}: is not ${schema.const}`);
  if (type === 'array' && schema.items) value.forEach((item, i) => found.push(...complaints(item, schema.items, `${place}/${i}`)));
  if (type !== 'object') return found;
  for (const name of schema.required ?? []) if (!(name in value)) found.push(`${place}: lacks ${name}`);
  for (const [name, member] of Object.entries(value)) {
    const rule = schema.properties?.[name] ?? schema.additionalProperties;
    if (rule) found.push(...complaints(member, rule, `${place}/${name}`));
  }
  return found;
}

/** The schema of what a request asks for; nothing where it is not for the API. */
function schema_of(target) {
  const path = /^(?:https?:\/\/[^/]+)?(?:\/releases\/\d+)?\/api\/v1(\/[^?]*)/.exec(target)?.[1];
  const known = path && Object.keys(api.paths).find((pattern) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}/?$`).test(path));
  return known && api.paths[known].get.responses['200'].content['application/json'].schema;
}

function check_pair(name) {
  const answer = readFileSync(join(here, 'answers', `${name}.txt`), 'utf8');
  const [head, ...rest] = answer.split('\n\n');
  const type = /^Content-Type: (\S+?);?(?:\s|$)/m.exec(head)?.[1];
  const request = readFileSync(join(here, 'requests', `${name}.http`), 'utf8');
  const [, method, target] = /^(\S+) (\S+)/.exec(request);
  if (method !== 'GET' || !/json$/.test(type ?? '') || /Content-Encoding/.test(head)) return { checked: 0, found: [] };
  const schema = type === 'application/problem+json' ? { $ref: '#/components/schemas/Problem' } : schema_of(target);
  if (!schema) return { checked: 0, found: [] };
  const body = rest.join('\n\n').replace(/\n\[the last line does not end\]\n$/, '');
  return { checked: 1, found: complaints(JSON.parse(body), schema, name) };
}

const found = lint();
let checked = 0;
for (const file of readdirSync(join(here, 'requests'))) {
  const result = check_pair(file.replace(/\.http$/, ''));
  checked += result.checked;
  found.push(...result.found);
}
if (checked < 20) found.push(`only ${checked} answers were compared with the description`);
for (const line of found) console.log(line);
console.log(`${Object.keys(api.paths).length} paths, ${checked} answers compared, ${found.length} complaints`);
process.exit(found.length > 0 ? 1 : 0);
