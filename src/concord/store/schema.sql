-- concord.db: one library, linked. Written whole by `concord build`, read-only afterwards.
-- Comments stand inside each statement, where sqlite_master keeps them; docs/database.md says more.
-- Spans are characters, [start, end), in the part of the principle that `part` names.
-- A principle's reference is document.slug || '#' || principle.anchor.

CREATE TABLE meta (
  -- What the file is: schema_version, fingerprint of the input, encoder, library_date; how many documents, principles,
  -- links.
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE place (
  -- A country or international body that publishes, and the region it is counted under.
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  region TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE document (
  -- A publication, with the facts of its library file.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  short_title TEXT,
  publisher TEXT NOT NULL,
  sector TEXT NOT NULL,
  origin TEXT NOT NULL,  -- place.code
  date TEXT NOT NULL,  -- YYYY, YYYY-MM or YYYY-MM-DD
  kind TEXT NOT NULL,
  binding INTEGER NOT NULL,  -- 1 or 0
  url TEXT NOT NULL,
  language TEXT NOT NULL,  -- JSON array
  text TEXT NOT NULL CHECK (text IN ('digest', 'original')),
  checked TEXT NOT NULL,  -- JSON array
  supersedes TEXT,  -- document.slug
  note TEXT,
  opening TEXT NOT NULL
);

CREATE TABLE principle (
  -- One section of a document under its own heading.
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  position INTEGER NOT NULL,  -- reading order, from 0
  anchor TEXT NOT NULL,
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  line INTEGER NOT NULL,  -- in the library file, from 1
  locator TEXT,
  force TEXT,
  addressees TEXT NOT NULL,  -- JSON array
  UNIQUE (document, anchor),
  UNIQUE (document, position)
);

CREATE TABLE topic (
  -- A subject of the vocabulary; a coarse one has no parent.
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  label TEXT NOT NULL,
  parent TEXT REFERENCES topic (id),
  definition TEXT NOT NULL,
  phrases TEXT NOT NULL,  -- JSON array, like the next two
  look_alikes TEXT NOT NULL,
  everyday TEXT NOT NULL
);

CREATE TABLE plain_words (
  -- What people say for what documents write; read by search only.
  id INTEGER PRIMARY KEY,
  say TEXT NOT NULL,  -- JSON array
  means TEXT NOT NULL  -- JSON array
);

CREATE TABLE mention (
  -- A place where a topic's phrase stands.
  principle INTEGER NOT NULL REFERENCES principle (id),
  topic TEXT NOT NULL REFERENCES topic (id),
  part TEXT NOT NULL CHECK (part IN ('heading', 'text')),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (principle, topic, part, start)
) WITHOUT ROWID;
CREATE INDEX mention_topic ON mention (topic, principle);

CREATE TABLE subject (
  -- A topic that a principle is about; start and end give the sentence of the text that shows it, where one does.
  principle INTEGER NOT NULL REFERENCES principle (id),
  topic TEXT NOT NULL REFERENCES topic (id),
  weight REAL NOT NULL,  -- 0 to 1
  start INTEGER,
  end INTEGER,
  PRIMARY KEY (principle, topic)
) WITHOUT ROWID;
CREATE INDEX subject_topic ON subject (topic, principle);

CREATE TABLE link (
  -- Two principles of different documents, as the page of `source` shows them, and why: the pair of sentences that match
  -- best, the terms and the topics they share.
  source INTEGER NOT NULL REFERENCES principle (id),
  target INTEGER NOT NULL REFERENCES principle (id),
  rank INTEGER NOT NULL,  -- from 1, the strongest
  strength REAL NOT NULL,  -- 0 to 1
  kind TEXT NOT NULL,  -- same-wording, same-subject, or nearest where neither is clear
  source_start INTEGER NOT NULL,
  source_end INTEGER NOT NULL,
  target_start INTEGER NOT NULL,
  target_end INTEGER NOT NULL,
  terms TEXT NOT NULL,  -- JSON array
  topics TEXT NOT NULL,  -- JSON array
  PRIMARY KEY (source, rank)
) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);

CREATE TABLE neighbour (
  -- The documents nearest to a document, by the strength of the best links between their principles.
  document INTEGER NOT NULL REFERENCES document (id),
  rank INTEGER NOT NULL,  -- from 1, the nearest
  other INTEGER NOT NULL REFERENCES document (id),
  closeness REAL NOT NULL,  -- 0 to 1
  PRIMARY KEY (document, rank)
) WITHOUT ROWID;

CREATE TABLE vector (
  -- The principle's place in the encoder's space: little-endian 32-bit floats, of length one.
  principle INTEGER PRIMARY KEY REFERENCES principle (id),
  vector BLOB NOT NULL
);

CREATE TABLE stem (
  -- The built-in encoder: each stem's weighted vector, as in `vector` but not of length one.
  stem TEXT PRIMARY KEY,
  vector BLOB NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE principle_text
  -- Full text: folded words, one space between; unspaced scripts as overlapping pairs of characters. rowid = principle.id.
  USING fts5 (heading, text, tokenize = 'unicode61 remove_diacritics 2');
