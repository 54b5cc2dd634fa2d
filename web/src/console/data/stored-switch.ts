// A switch that the browser keeps. It is on until a person turns it off.
import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../../shared/stored.ts';

export type StoredSwitch = {
  isOn: () => boolean;
  /** For a component that shows or sets it. */
  useSwitch: () => { on: boolean; setOn: (on: boolean) => void };
};

/** `offKey` is the storage key that marks the switch as off. */
export function storedSwitch(offKey: string): StoredSwitch {
  const watchers = new Set<() => void>();
  let on = readStored<boolean>(offKey) !== true;
  const isOn = () => on;
  const setOn = (wanted: boolean) => {
    on = wanted;
    writeStored(offKey, on ? null : true);
    for (const watcher of watchers) watcher();
  };
  const watch = (watcher: () => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  return { isOn, useSwitch: () => ({ on: useSyncExternalStore(watch, isOn), setOn }) };
}
