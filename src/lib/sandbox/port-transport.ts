import type { ReadError } from '#lib/keeper/ports.ts';
import { err, type Result } from '#lib/result.ts';
import { BODY_TOO_LARGE, exceedsLimit, type SandboxTransport } from './transport.ts';

type Answer = Result<string, ReadError>;
interface Question {
	readonly n: number;
	readonly body: string;
}
interface Reply {
	readonly n: number;
	readonly answer: Answer;
}

/** What both ends need of a `MessagePort`. */
export type Port = Pick<MessagePort, 'postMessage' | 'addEventListener' | 'start' | 'close'>;

/** Speaks JSON-RPC to whoever serves the other end of a port, with the limits that an HTTP server of the sandbox has. */
export function portTransport(port: Port): SandboxTransport {
	const open = new Map<number, (answer: Answer) => void>();
	let next = 1;
	let closed = false;
	port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (!isReply(data)) return;
		open.get(data.n)?.(data.answer);
	});
	port.addEventListener('close', () => {
		closed = true;
		for (const settle of open.values()) settle(gone());
	});
	port.start();
	return {
		post(body, signal) {
			if (signal.aborted) return Promise.resolve(aborted());
			if (closed) return Promise.resolve(gone());
			if (exceedsLimit(body)) {
				return Promise.resolve(err({ kind: 'unreachable', detail: BODY_TOO_LARGE }));
			}
			return new Promise((resolve) => {
				const n = next++;
				const settle = (answer: Answer) => {
					open.delete(n);
					signal.removeEventListener('abort', abort);
					resolve(answer);
				};
				const abort = () => {
					settle(aborted());
				};
				open.set(n, settle);
				signal.addEventListener('abort', abort);
				port.postMessage({ n, body } satisfies Question);
			});
		}
	};
}

/** Answers what comes in on a port. The returned function ends it: whoever asks then gets no answer any more. */
export function servePort(port: Port, post: SandboxTransport['post']): () => void {
	const stop = new AbortController();
	port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (!isQuestion(data) || stop.signal.aborted) return;
		const { n, body } = data;
		void post(body, stop.signal).then((answer) => {
			if (!stop.signal.aborted) port.postMessage({ n, answer } satisfies Reply);
		});
	});
	port.addEventListener('close', () => {
		stop.abort();
	});
	port.start();
	return () => {
		stop.abort();
		port.close();
	};
}

const aborted = (): Answer => err({ kind: 'unreachable', detail: 'aborted' });
const gone = (): Answer => err({ kind: 'unreachable', detail: 'the page closed the connection' });

const isQuestion = (data: unknown): data is Question =>
	isRecord(data) && typeof data['n'] === 'number' && typeof data['body'] === 'string';

/** The answer itself comes from this site's own code, and its text is parsed where every other answer is. */
const isReply = (data: unknown): data is Reply =>
	isRecord(data) &&
	typeof data['n'] === 'number' &&
	isRecord(data['answer']) &&
	typeof data['answer']['ok'] === 'boolean';

const isRecord = (data: unknown): data is Record<string, unknown> =>
	typeof data === 'object' && data !== null;
