import type { ReadError } from '#lib/keeper/ports.ts';
import { err } from '#lib/result.ts';
import type { CommandAnswer, WorldCommand, WorldOptions, WorldState } from '../sandbox-protocol.ts';
import type { FromWorld, PostAnswer, ToWorld } from './messages.ts';

/** The page's end of the line to the embedded network, in the same words for a worker and for a port. */
export interface WorldLink {
	open(options: WorldOptions): void;
	post(body: string, signal: AbortSignal): Promise<PostAnswer>;
	command(command: WorldCommand): Promise<CommandAnswer>;
	/** Answers everything that is open: the other end is gone. */
	lost(reason: string): void;
}

export interface LinkEnd {
	postMessage(message: ToWorld): void;
	addEventListener(type: 'message', hear: (event: MessageEvent<FromWorld>) => void): void;
}

export function worldLink(end: LinkEnd, published: (state: WorldState) => void): WorldLink {
	const posts = new Map<number, (answer: PostAnswer) => void>();
	const commands = new Map<number, (answer: CommandAnswer) => void>();
	let next = 1;
	end.addEventListener('message', ({ data }) => {
		switch (data.kind) {
			case 'state':
				published(data.state);
				return;
			case 'posted':
				posts.get(data.n)?.(data.answer);
				return;
			case 'done':
				commands.get(data.n)?.(data.answer);
				commands.delete(data.n);
				return;
		}
	});
	return {
		open(options) {
			end.postMessage({ kind: 'open', options });
		},
		post(body, signal) {
			if (signal.aborted) return Promise.resolve(err(ABORTED));
			return new Promise((resolve) => {
				const n = next++;
				const settle = (answer: PostAnswer) => {
					posts.delete(n);
					signal.removeEventListener('abort', abort);
					resolve(answer);
				};
				const abort = () => {
					settle(err(ABORTED));
				};
				posts.set(n, settle);
				signal.addEventListener('abort', abort);
				end.postMessage({ kind: 'post', n, body });
			});
		},
		command(command) {
			return new Promise((resolve) => {
				const n = next++;
				commands.set(n, resolve);
				end.postMessage({ kind: 'command', n, command });
			});
		},
		lost(reason) {
			for (const settle of posts.values()) settle(err({ kind: 'unreachable', detail: reason }));
			for (const settle of commands.values()) settle(err({ kind: 'failed', detail: reason }));
			commands.clear();
		}
	};
}

const ABORTED: ReadError = { kind: 'unreachable', detail: 'aborted' };
