import { expose } from 'comlink';
import { browserPorts } from './keeper/browser-ports.ts';
import { KeeperService } from './keeper/service.ts';

expose(new KeeperService(browserPorts()));
