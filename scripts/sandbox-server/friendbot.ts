import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { SandboxHost } from '#lib/sandbox/host.ts';
import { json, type Reply } from './reply.ts';

type Dispatcher = Pick<SandboxHost, 'dispatch'>;

const Answer = v.union([
	v.object({ error: v.object({ message: v.string() }) }),
	v.object({ result: v.unknown() })
]);
const Info = v.object({ auto: v.boolean() });
const Funded = v.object({ hash: v.string() });
const Found = v.object({ status: v.picklist(['SUCCESS', 'FAILED', 'NOT_FOUND']) });

/** A ledger may take this many looks to close before Friendbot gives up, as the public one does after half a minute. */
const LOOKS = 300;
const LOOK_EVERY_MS = 100;

/** Answers when the account stands: clients read the transaction at once. In manual mode it closes a ledger for that. */
export async function fund(host: Dispatcher, addr: string | null): Promise<Reply> {
	if (addr === null || addr === '') return problem('addr is missing');
	const info = v.parse(Info, call(host, 'sandbox_info', {}).result);
	const funded = call(host, 'sandbox_friendbot', { addr, close: !info.auto });
	if (funded.error !== undefined) return problem(funded.error);
	const { hash } = v.parse(Funded, funded.result);
	for (let look = 0; look < LOOKS; look += 1) {
		const { status } = v.parse(Found, call(host, 'getTransaction', { hash }).result);
		if (status === 'SUCCESS') return json(200, JSON.stringify({ hash, successful: true }));
		if (status === 'FAILED') return problem(`transaction ${hash} failed`);
		await sleep(LOOK_EVERY_MS);
	}
	return problem(`transaction ${hash} is still pending`, 504);
}

const problem = (detail: string, status = 400): Reply =>
	json(
		status,
		JSON.stringify({ title: status === 400 ? 'Bad Request' : 'Timeout', status, detail })
	);

function call(
	host: Dispatcher,
	method: string,
	params: object
): { result?: unknown; error?: string } {
	const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
	const answer = v.parse(Answer, JSON.parse(host.dispatch(body)));
	return 'error' in answer ? { error: answer.error.message } : { result: answer.result };
}
