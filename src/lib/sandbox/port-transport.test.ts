import { afterEach, expect, test } from 'vitest';
import { ok } from '#lib/result.ts';
import { MAX_BODY_BYTES } from './config.ts';
import { portTransport, servePort } from './port-transport.ts';
import type { SandboxTransport } from './transport.ts';

const never = new AbortController().signal;
const channels: MessageChannel[] = [];
afterEach(() => {
	for (const { port1, port2 } of channels.splice(0)) {
		port1.close();
		port2.close();
	}
});

function connect(post: SandboxTransport['post']) {
	const channel = new MessageChannel();
	channels.push(channel);
	const stop = servePort(channel.port1, post);
	return { transport: portTransport(channel.port2), channel, stop };
}

test('every question gets its own answer, whatever the order they come in', async () => {
	const waiting = new Map<string, (text: string) => void>();
	const { transport } = connect(
		(body) =>
			new Promise((resolve) => {
				waiting.set(body, (text) => {
					resolve(ok(text));
				});
			})
	);
	const first = transport.post('one', never);
	const second = transport.post('two', never);
	await expect.poll(() => waiting.size).toBe(2);
	waiting.get('two')?.('2');
	expect(await second).toEqual(ok('2'));
	waiting.get('one')?.('1');
	expect(await first).toEqual(ok('1'));
});

test('who stops waiting gets an answer at once, and a late one is dropped', async () => {
	const { transport } = connect(() => new Promise(() => undefined));
	const stop = new AbortController();
	const asked = transport.post('one', stop.signal);
	stop.abort();
	expect(await asked).toEqual({ ok: false, error: { kind: 'unreachable', detail: 'aborted' } });
	expect((await transport.post('two', stop.signal)).ok).toBe(false);
});

test('a body over the limit of a server is refused without being sent', async () => {
	const seen: string[] = [];
	const { transport } = connect((body) => {
		seen.push(body);
		return Promise.resolve(ok(''));
	});
	expect(await transport.post('x'.repeat(MAX_BODY_BYTES + 1), never)).toMatchObject({ ok: false });
	expect(await transport.post('small', never)).toEqual(ok(''));
	expect(seen).toEqual(['small']);
});

test('when the other end goes away, what is open fails and so does all that follows', async () => {
	const { transport, stop } = connect(() => new Promise(() => undefined));
	const asked = transport.post('one', never);
	stop();
	expect(await asked).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
	expect(await transport.post('two', never)).toMatchObject({ ok: false });
});

test('messages of a foreign shape are ignored', async () => {
	const { transport, channel } = connect((body) => Promise.resolve(ok(body)));
	channel.port1.postMessage('nonsense');
	channel.port1.postMessage({ n: 1 });
	channel.port2.postMessage(null);
	expect(await transport.post('still here', never)).toEqual(ok('still here'));
});
