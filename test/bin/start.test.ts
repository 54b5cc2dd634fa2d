// Starts nothing: only the output of `npm start` and the settings that it passes on.
import { expect, test } from '@jest/globals';
import { readLaunchSettings } from '../../bin/stack/launch-settings.ts';
import { codecEndpoint } from '../../bin/stack/parts.ts';
import { welcome } from '../../bin/stack/welcome.ts';

const ports = readLaunchSettings({ CARELINE_PORT: '9000' });
const said = (environment: Record<string, string>) => welcome(ports, environment).join('\n');

test('the welcome names the demo people where they are loaded, and says how to get in where they are not', () => {
  for (const environment of [{}, { CARELINE_DEMO: 'true' }]) {
    expect(said(environment)).toContain('Password of each: careline (until npm run demo:remove)');
    expect(said(environment)).not.toContain('admin:create');
  }
  for (const CARELINE_DEMO of ['false', '']) {
    expect(said({ CARELINE_DEMO })).not.toMatch(/Login|Password/);
    expect(said({ CARELINE_DEMO })).toContain('npm run admin:create');
  }
  expect(welcome(ports, {})).toContain('http://localhost:9000');
});

test.each(['CARELINE_PAYLOAD_KEYS', 'CARELINE_PAYLOAD_KEYS_FILE'])(
  'with %s the Temporal UI asks us to decrypt',
  (name) => {
    expect(codecEndpoint(ports, { [name]: 'x' })).toBe('http://localhost:9000/v1/temporal/codec');
    expect(codecEndpoint(ports, { [name]: '' })).toBeUndefined();
  },
);

test('without keys it asks no one', () => {
  expect(codecEndpoint(ports, {})).toBeUndefined();
});
