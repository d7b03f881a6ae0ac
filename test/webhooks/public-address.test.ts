import type { LookupAddress } from 'node:dns';
import { post } from '../../src/webhooks/post';
import { isPublic, NotPublic } from '../../src/webhooks/public-address';
import { Receiver } from './receiver';

describe('I07: which addresses are public', () => {
  test.each(['8.8.8.8', '93.184.216.34', '2001:4860:4860::8888'])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    ['this machine', ['127.0.0.1', '127.1.2.3', '0.0.0.0', '::1', '::']],
    ['the own network', ['10.0.0.1', '172.16.3.4', '192.168.1.1', '100.64.0.1', 'fc00::1', 'fec0::1']],
    ['the metadata of a cloud', ['169.254.169.254', 'fe80::a9fe:a9fe', 'fd00:ec2::254']],
    ['IPv4 inside IPv6', ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::']],
    ['nobody in particular', ['224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '2001:db8::1', 'ff02::1']],
    ['no address', ['', 'localhost', '1.2.3.4.5']],
  ])('%s is not', (_, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });
});

describe('I07: a message is never sent into the own network', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.open();
  });
  afterAll(() => receiver.stop());

  const MESSAGE = { id: 'a', body: '{}' };
  const sendTo = (url: string, found?: readonly string[]) => {
    const findAddresses = async (): Promise<LookupAddress[]> =>
      (found ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const options = found === undefined ? {} : { findAddresses };
    return post({ url, secret: receiver.secret, allowPrivate: false }, MESSAGE, options);
  };

  test.each([
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
    ['this machine by its address', 'http://127.0.0.1/hook'],
    ['this machine by its name', 'http://localhost/hook'],
    ['this machine in other spellings', 'http://0x7f.1/hook'],
    ['this machine in one number', 'http://2130706433/hook'],
    ['this machine in IPv6', 'http://[::1]/hook'],
    ['this machine, IPv4 in IPv6', 'http://[::ffff:127.0.0.1]/hook'],
    ['no machine', 'http://0.0.0.0/hook'],
  ])('to %s', async (_, url) => {
    const address = new URL(url);
    address.port = String(receiver.port);
    await expect(sendTo(address.toString())).rejects.toBeInstanceOf(NotPublic);
    expect(receiver.received).toEqual([]);
  });

  test('by a name that leads there, alone or beside a public address', async () => {
    const url = `http://rebind.example.com:${receiver.port}/hook`;
    await expect(sendTo(url, ['127.0.0.1'])).rejects.toBeInstanceOf(NotPublic);
    await expect(sendTo(url, ['93.184.216.34', '127.0.0.1'])).rejects.toBeInstanceOf(NotPublic);
    await expect(sendTo(url, [])).rejects.toBeInstanceOf(NotPublic);
    expect(receiver.received).toEqual([]);
  });

  test('by a name that leads there at the second look: there is none, and the address that was checked is used', async () => {
    const looks: string[] = [];
    const findAddresses = async (host: string): Promise<LookupAddress[]> => {
      looks.push(host);
      return [
        { address: looks.length === 1 ? '2001:4860:4860::8888' : '127.0.0.1', family: looks.length === 1 ? 6 : 4 },
      ];
    };
    const target = {
      url: `http://rebind.example.com:${receiver.port}/hook`,
      secret: receiver.secret,
      allowPrivate: false,
    };
    // Nobody answers at the public address from here: what matters is that the receiver on this machine hears nothing.
    await expect(post(target, MESSAGE, { findAddresses, timeoutMs: 1_000 })).rejects.not.toBeInstanceOf(NotPublic);
    expect(looks).toEqual(['rebind.example.com']);
    expect(receiver.received).toEqual([]);
  });

  test('but to a receiver that stands there, when that was allowed', async () => {
    expect(await post({ ...receiver.settings }, MESSAGE)).toBe(204);
  });
});
