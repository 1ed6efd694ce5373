-- concord.db: one library, linked. Written whole by `concord build`, read-only afterwards.
-- Spans are characters, [start, end), in the part of the principle that `part` names.
-- A principle's reference is document || '#' || anchor.

-- What the file is: schema_version, fingerprint of the input, encoder, library_date; how many documents, principles, links.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- A country or international body that publishes, and the region it is counted under.
CREATE TABLE place (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  region TEXT NOT NULL
) WITHOUT ROWID;

-- A publication, with the facts of its library file. Lists are JSON arrays.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  short_title TEXT,
  publisher TEXT NOT NULL,
  sector TEXT NOT NULL,
  origin TEXT NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL,
  binding INTEGER NOT NULL,
  url TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text IN ('digest', 'original')),
  checked TEXT NOT NULL,
  supersedes TEXT,
  note TEXT,
  opening TEXT NOT NULL
);

-- One section of a document under its own heading, in reading order.
CREATE TABLE principle (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  position INTEGER NOT NULL,
  anchor TEXT NOT NULL,
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  line INTEGER NOT NULL,
  locator TEXT,
  force TEXT,
  addressees TEXT NOT NULL,
  UNIQUE (document, anchor),
  UNIQUE (document, position)
);

-- A subject of the vocabulary; a coarse one has no parent. The lists are JSON arrays of phrases.
CREATE TABLE topic (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  label TEXT NOT NULL,
  parent TEXT REFERENCES topic (id),
  definition TEXT NOT NULL,
  phrases TEXT NOT NULL,
  look_alikes TEXT NOT NULL,
  everyday TEXT NOT NULL
);

-- What people say for what documents write; JSON arrays. Read by search only.
CREATE TABLE plain_words (
  id INTEGER PRIMARY KEY,
  say TEXT NOT NULL,
  means TEXT NOT NULL
);

-- A place where a topic's phrase stands.
CREATE TABLE mention (
  principle INTEGER NOT NULL REFERENCES principle (id),
  topic TEXT NOT NULL REFERENCES topic (id),
  part TEXT NOT NULL CHECK (part IN ('heading', 'text')),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (principle, topic, part, start)
) WITHOUT ROWID;
CREATE INDEX mention_topic ON mention (topic, principle);

-- A topic that a principle is about; start and end give the sentence of the text that shows it, where one does.
CREATE TABLE subject (
  principle INTEGER NOT NULL REFERENCES principle (id),
  topic TEXT NOT NULL REFERENCES topic (id),
  weight REAL NOT NULL,
  start INTEGER,
  end INTEGER,
  PRIMARY KEY (principle, topic)
) WITHOUT ROWID;
CREATE INDEX subject_topic ON subject (topic, principle);

-- Two principles of different documents on the same subject, as the page of `source` shows it, and why:
-- the pair of sentences that match best, and JSON arrays of the terms and the topics they share.
CREATE TABLE link (
  source INTEGER NOT NULL REFERENCES principle (id),
  target INTEGER NOT NULL REFERENCES principle (id),
  rank INTEGER NOT NULL,
  strength REAL NOT NULL,
  kind TEXT NOT NULL,
  source_start INTEGER NOT NULL,
  source_end INTEGER NOT NULL,
  target_start INTEGER NOT NULL,
  target_end INTEGER NOT NULL,
  terms TEXT NOT NULL,
  topics TEXT NOT NULL,
  PRIMARY KEY (source, rank)
) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);

-- The documents nearest to a document, by the strength of the best links between their principles.
CREATE TABLE neighbour (
  document INTEGER NOT NULL REFERENCES document (id),
  rank INTEGER NOT NULL,
  other INTEGER NOT NULL REFERENCES document (id),
  closeness REAL NOT NULL,
  PRIMARY KEY (document, rank)
) WITHOUT ROWID;

-- The principle's place in the encoder's space: little-endian 32-bit floats, of length one.
CREATE TABLE vector (
  principle INTEGER PRIMARY KEY REFERENCES principle (id),
  vector BLOB NOT NULL
);

-- The built-in encoder: each stem's weighted vector, as in `vector` but not of length one.
CREATE TABLE stem (
  stem TEXT PRIMARY KEY,
  vector BLOB NOT NULL
) WITHOUT ROWID;

-- Full text: folded words, one space between; unspaced scripts as overlapping pairs of characters. rowid = principle.id.
CREATE VIRTUAL TABLE principle_text USING fts5 (heading, text, tokenize = 'unicode61 remove_diacritics 2');
