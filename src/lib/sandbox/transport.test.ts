import { expect, test } from 'vitest';
import { MAX_BODY_BYTES } from './config.ts';
import { BODY_TOO_LARGE, exceedsLimit, inProcessTransport } from './transport.ts';

const echo = inProcessTransport({ dispatch: (body) => body });
const signal = new AbortController().signal;

test('hands the body to the network and its answer back', async () => {
	expect(await echo.post('{}', signal)).toEqual({ ok: true, value: '{}' });
});

test('never answers before the caller has yielded', async () => {
	const order: string[] = [];
	const reply = echo.post('{}', signal).then(() => order.push('answer'));
	order.push('caller');
	await reply;
	expect(order).toEqual(['caller', 'answer']);
});

test('refuses a body of more bytes than the server would', async () => {
	const refused = { ok: false, error: { kind: 'unreachable', detail: BODY_TOO_LARGE } };
	expect(await echo.post('x'.repeat(MAX_BODY_BYTES + 1), signal)).toEqual(refused);
	expect((await echo.post('x'.repeat(MAX_BODY_BYTES), signal)).ok).toBe(true);
});

test('the limit counts bytes: a character may take up to three per unit', () => {
	expect(exceedsLimit('ü'.repeat(MAX_BODY_BYTES / 2))).toBe(false);
	expect(exceedsLimit('ü'.repeat(MAX_BODY_BYTES / 2 + 1))).toBe(true);
	expect(exceedsLimit('€'.repeat(Math.ceil(MAX_BODY_BYTES / 3)))).toBe(true);
});

test('does not bother the network for a caller who has given up', async () => {
	let asked = false;
	const transport = inProcessTransport({
		dispatch(body) {
			asked = true;
			return body;
		}
	});
	const reply = await transport.post('{}', AbortSignal.abort());
	expect(reply.ok).toBe(false);
	expect(asked).toBe(false);
});
