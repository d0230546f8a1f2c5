// Words typed and not saved yet, kept on this device. The browser's database has each batch on the disk within
// milliseconds, so that a browser that is killed takes none with it; its quick store is written only every few
// seconds, and stands in where there is no database. Of the two the younger words count.
self.keptWords = (shelf) => {
  const found = new Map(), here = new Set(), waiting = new Map();
  let writing = false;

  const quick = (act) => { try { act(localStorage); } catch { /* full or forbidden: the database has it */ } };
  const find = (where, kept) => {
    if (!kept?.fields || found.get(where)?.stamp >= kept.stamp) return;
    found.set(where, kept);
    here.add(where);
  };
  quick((store) => {
    for (const where of Object.keys(store).filter((name) => name.startsWith(shelf))) {
      try { find(where, JSON.parse(store.getItem(where))); } catch { store.removeItem(where); }
    }
  });

  const disk = new Promise((good, bad) => {
    const asked = indexedDB.open("kept-words", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("words");
    asked.onsuccess = () => good(asked.result);
    asked.onerror = bad;
  }).catch(() => null);
  const read = disk.then((database) => database && new Promise((done) => {
    const words = database.transaction("words").objectStore("words");
    const walk = words.openCursor(IDBKeyRange.bound(shelf, `${shelf}\uffff`));
    walk.onerror = done;
    walk.onsuccess = () => {
      if (!walk.result) return done();
      find(walk.result.key, walk.result.value);
      walk.result.continue();
    };
  }));
  const turn = (database) => new Promise((done, failed) => {
    const one = database.transaction("words", "readwrite", { durability: "strict" });
    const words = one.objectStore("words");
    for (const [where, kept] of waiting) { if (kept) words.put(kept, where); else words.delete(where); }
    waiting.clear();
    one.oncomplete = done;
    one.onabort = failed;
    one.commit?.();
  });
  const write = async () => {
    if (writing) return;
    writing = true;
    await read;
    const database = await disk;
    try { while (database && waiting.size) await turn(database); } catch { /* the quick store has it */ }
    writing = false;
  };

  return {
    earlier: read.then(() => [...found]),
    has: (where) => here.has(where),
    put: (where, fields) => {
      const kept = { fields, at: new Date().toLocaleTimeString(), stamp: Date.now() };
      here.add(where);
      quick((store) => store.setItem(where, JSON.stringify(kept)));
      waiting.set(where, kept);
      write();
    },
    drop: (where) => {
      here.delete(where);
      quick((store) => store.removeItem(where));
      waiting.set(where, null);
      write();
    },
  };
};
