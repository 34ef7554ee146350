export interface Parties {
	readonly deployer: string;
	/** Issues the test tokens. */
	readonly issuer: string;
}
