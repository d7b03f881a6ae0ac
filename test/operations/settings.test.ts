import 'reflect-metadata';
import { readConfig } from '../../src/config';

const read = (environment: Readonly<Record<string, string>>) =>
  readConfig({ demo: true, environment: { COUNTERPART_OPERATOR: 'tester', ...environment } }).operations;

test('nothing is told elsewhere unless it is asked for', () => {
  expect(read({})).toEqual({ metrics: null, shutdownSeconds: 25, preStopSeconds: 0, traces: null });
});

test('metrics, traces and the end are as configured', () => {
  expect(
    read({
      METRICS_PORT: '9464',
      METRICS_HOST: '0.0.0.0',
      SHUTDOWN_SECONDS: '60',
      PRE_STOP_SECONDS: '5',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_SERVICE_NAME: 'lab',
    }),
  ).toEqual({
    metrics: { host: '0.0.0.0', port: 9464 },
    shutdownSeconds: 60,
    preStopSeconds: 5,
    traces: { endpoint: 'http://collector:4318', serviceName: 'lab' },
  });
});

test.each([
  ['METRICS_PORT', 'many', 'METRICS_PORT must be a whole number from 0 to 65535'],
  ['METRICS_HOST', 'not a host', 'METRICS_HOST is no address to listen at'],
  ['SHUTDOWN_SECONDS', '0', 'SHUTDOWN_SECONDS must be a whole number from 1 to 600'],
  ['PRE_STOP_SECONDS', '25', 'PRE_STOP_SECONDS must be less than SHUTDOWN_SECONDS'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4317', 'OTEL_EXPORTER_OTLP_ENDPOINT must be the address of a collector'],
])('%s=%s is refused', (name, value, message) => {
  expect(() => read({ [name]: value })).toThrow(message);
});
