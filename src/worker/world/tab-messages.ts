import type { CommandAnswer, WorldCommand, WorldPhase } from '../sandbox-protocol.ts';
import type { PostAnswer } from './messages.ts';
import type { WorldView } from './world.ts';

/*
 * What the tabs of one browser say to each other. Change NETWORK_NAME with the shapes: tabs of two builds may be open at once,
 * and those that do not understand each other must not meet.
 */

/** Of the lock that the owner holds, and of the channel. */
export const NETWORK_NAME = 'nectar-network-1';

export type TabMessage =
	/** Who runs the network? */
	| { readonly kind: 'hello' }
	/** I do, from now on. `reign` is new whenever what was asked before was forgotten. */
	| { readonly kind: 'here'; readonly reign: string }
	| { readonly kind: 'state'; readonly view: WorldView; readonly phase: WorldPhase }
	| { readonly kind: 'post'; readonly n: number; readonly body: string }
	| { readonly kind: 'command'; readonly n: number; readonly command: WorldCommand }
	| {
			readonly kind: 'posted';
			readonly to: string;
			readonly n: number;
			readonly answer: PostAnswer;
	  }
	| {
			readonly kind: 'done';
			readonly to: string;
			readonly n: number;
			readonly answer: CommandAnswer;
	  };

export interface Told {
	readonly from: string;
	readonly message: TabMessage;
}

const KINDS = new Set(['hello', 'here', 'state', 'post', 'command', 'posted', 'done']);

/** A page of another site that shares the origin, on a path gateway, may speak on the channel too: what is not ours is left. */
export function isTold(data: unknown): data is Told {
	return (
		isRecord(data) &&
		typeof data['from'] === 'string' &&
		isRecord(data['message']) &&
		typeof data['message']['kind'] === 'string' &&
		KINDS.has(data['message']['kind'])
	);
}

const isRecord = (data: unknown): data is Record<string, unknown> =>
	typeof data === 'object' && data !== null;
