/** How a node did so far, for people. */
export interface EndpointState {
	readonly url: string;
	readonly state: 'in-use' | 'standby' | 'resting';
	/** Why it rests. */
	readonly reason: string | undefined;
	readonly latencyMs: number | undefined;
	readonly latestLedger: number | undefined;
}
