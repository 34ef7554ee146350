import type { Transport } from '#lib/chain/transport.ts';
import type { EndpointState } from '#lib/keeper/endpoint-state.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import type { ChainLink } from '../protocol.ts';

/** How this worker reaches its network. */
export interface Reach {
	/** All endpoints as one. */
	readonly transport: Transport;
	/** Each by itself, to confirm what one of them says. */
	readonly each: readonly Transport[];
	readonly policy: Policy;
	states(): readonly EndpointState[];
}

/** What only one tab of a browser may hold at a time. */
export interface Locks {
	/** Now or not at all. */
	tryTake(name: string): Promise<Release | undefined>;
	/** Once whoever holds it has let go; `undefined` if the signal aborts first. */
	take(name: string, signal: AbortSignal): Promise<Release | undefined>;
}
/** Resolves once the lock is free: a browser frees it some time after it was given back. */
export type Release = () => Promise<void>;

/** Carries plain data to the other tabs of this browser. */
export interface Channel {
	post(message: unknown): void;
	listen(hear: (message: unknown) => void): void;
	close(): void;
}

/** Everything a keeper needs of its surroundings. */
export interface KeeperPorts {
	/** Session keys. */
	readonly keys: KeyValue;
	/** Journal and rows. */
	readonly records: KeyValue;
	readonly locks: Locks;
	readonly clock: Clock;
	/** Unix milliseconds on this computer. */
	now(): number;
	/** Runs again and again until the returned function is called. */
	every(ms: number, run: () => void): () => void;
	channel(name: string): Channel;
	/** `onchange`: endpoints may do otherwise now. */
	reach(link: ChainLink, passphrase: string, onchange: () => void): Reach;
	/** A bug: nothing can go on. */
	die(cause: unknown): void;
}
