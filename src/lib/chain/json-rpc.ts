import * as v from 'valibot';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { Transport } from './transport.ts';

export interface RpcCall {
	readonly method: string;
	readonly params?: Readonly<Record<string, unknown>>;
}
export type RpcAnswer = Result<unknown, ReadError>;

/** JSON-RPC 2.0 with batches. Never throws for what a server answers. */
export interface JsonRpc {
	/** One answer per call, in the order of the calls. An error of one call does not touch the others. */
	batch(calls: readonly RpcCall[], signal: AbortSignal): Promise<readonly RpcAnswer[]>;
	/** Number of POSTs sent so far. */
	readonly posts: number;
}

/** stellar-rpc refuses bodies over 512 KiB; the margin covers gateways that count differently. */
const MAX_BODY_BYTES = 480 * 1024;
const MAX_CALLS_PER_POST = 16;

const id = v.union([v.number(), v.null(), v.string()]);
const response = v.union([
	v.object({ id, error: v.object({ code: v.number(), message: v.string(), data: v.unknown() }) }),
	v.object({ id, error: v.object({ code: v.number(), message: v.string() }) }),
	v.object({ id, result: v.unknown() })
]);

interface Encoded {
	readonly id: number;
	readonly text: string;
}

export function jsonRpc(transport: Transport): JsonRpc {
	let nextId = 1;
	let posts = 0;
	/** Some gateways refuse arrays. Found out by the first refusal, then single calls are sent. */
	let arrays = true;

	const exchange = async (group: readonly Encoded[], signal: AbortSignal) => {
		posts += 1;
		const body =
			group.length === 1 ? (group[0]?.text ?? '') : `[${group.map((call) => call.text).join(',')}]`;
		const answer = await transport.post(body, signal);
		return answer.ok ? parseAnswers(answer.value) : answer;
	};
	const single = async (call: Encoded, signal: AbortSignal): Promise<RpcAnswer> =>
		pick(await exchange([call], signal), call.id);
	const together = async (group: readonly Encoded[], signal: AbortSignal) => {
		if (group.length === 1 || !arrays) {
			return Promise.all(group.map((call) => single(call, signal)));
		}
		const answers = await exchange(group, signal);
		if (!refusesArrays(answers)) return group.map((call) => pick(answers, call.id));
		arrays = false;
		return Promise.all(group.map((call) => single(call, signal)));
	};

	return {
		get posts() {
			return posts;
		},
		async batch(calls, signal) {
			const encoded = calls.map((call): Encoded => {
				const callId = nextId++;
				return { id: callId, text: JSON.stringify({ jsonrpc: '2.0', id: callId, ...call }) };
			});
			const groups = split(encoded);
			return (await Promise.all(groups.map((group) => together(group, signal)))).flat();
		}
	};
}

/** Splits by bytes first: 16 calls of 200 keys each come close to the limit. */
function split(calls: readonly Encoded[]): readonly (readonly Encoded[])[] {
	const groups: Encoded[][] = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const call of calls) {
		const size = new TextEncoder().encode(call.text).length + 1;
		const last = groups.at(-1);
		if (
			last === undefined ||
			last.length >= MAX_CALLS_PER_POST ||
			bytes + size + 1 > MAX_BODY_BYTES
		) {
			groups.push([call]);
			bytes = size;
		} else {
			last.push(call);
			bytes += size;
		}
	}
	return groups;
}

interface Answers {
	readonly byId: ReadonlyMap<number, RpcAnswer>;
	/** An error without a usable id, which speaks for the whole body. */
	readonly global: ReadError | undefined;
	readonly array: boolean;
}

function parseAnswers(text: string): Result<Answers, ReadError> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return err({ kind: 'malformed', detail: `expected JSON, found ${excerpt(text)}` });
	}
	const byId = new Map<number, RpcAnswer>();
	let global: ReadError | undefined;
	for (const item of Array.isArray(json) ? (json as readonly unknown[]) : [json]) {
		const parsed = v.safeParse(response, item);
		if (!parsed.success) {
			global ??= {
				kind: 'malformed',
				detail: `no JSON-RPC answer: ${excerpt(JSON.stringify(item))}`
			};
			continue;
		}
		const reply = parsed.output;
		const answer: RpcAnswer =
			'error' in reply
				? err({ kind: 'rpc-error', code: reply.error.code, message: reply.error.message })
				: ok(reply.result);
		if (typeof reply.id === 'number') byId.set(reply.id, answer);
		else if (!answer.ok) global ??= answer.error;
	}
	return ok({ byId, global, array: Array.isArray(json) });
}

function pick(answers: Result<Answers, ReadError>, callId: number): RpcAnswer {
	if (!answers.ok) return answers;
	const { byId, global } = answers.value;
	return (
		byId.get(callId) ??
		err(global ?? { kind: 'malformed', detail: `no answer to call ${callId} in the batch` })
	);
}

/** A whole batch answered by text or by one error object: the endpoint takes single calls only. */
function refusesArrays(answers: Result<Answers, ReadError>): boolean {
	if (!answers.ok) return answers.error.kind === 'malformed';
	return !answers.value.array && answers.value.byId.size === 0;
}

function excerpt(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '') return 'an empty body';
	return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
