// Makes quicker what works without it. Loaded with defer, after htmx.
(() => {
  'use strict';
  document.documentElement.classList.add('scripted');
  const live = document.getElementById('live-trouble');

  // ---- Live parts: say when they get no answer, and take it back when they do

  const isLive = (event) => event.detail.requestConfig?.headers?.['X-Chartdrop-Live'] === 'true';

  const isSearch = (event) => event.detail.target?.id === 'results';

  const noAnswer = (event) => {
    const place = isSearch(event) ? event.detail.target : live;
    const words = document.getElementById(isSearch(event) ? 'search-offline' : 'offline');
    if (!place.querySelector('[data-trouble$="offline"]')) { // said once, not at each look
      place.replaceChildren(words.content.cloneNode(true));
    }
    forgetCount(event);
  };
  // what was found before is no longer there to be counted
  const forgetCount = (event) => isSearch(event) && document.getElementById('result-count').replaceChildren();
  document.body.addEventListener('htmx:sendError', noAnswer);
  document.body.addEventListener('htmx:timeout', noAnswer);
  // an error that is no page of ours, such as a load balancer's, must not take a part's place
  document.body.addEventListener('htmx:beforeSwap', (event) => {
    if (event.detail.xhr.status < 400) {
      return;
    }
    forgetCount(event);
    const trouble = /data-trouble="(\w+)"/.exec(event.detail.xhr.responseText)?.[1];
    if (!trouble) {
      event.detail.shouldSwap = false;
      noAnswer(event);
    } else if (isLive(event) && live.querySelector(`[data-trouble="${trouble}"]`)) {
      event.detail.shouldSwap = false;
    }
  });
  document.body.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful && isLive(event)) {
      live.replaceChildren();
    }
  });

  // ---- Mistakes are where one goes on

  document.getElementById('mistakes')?.focus();

  // ---- Keyboard: / to the search, arrows through the results, Esc back

  const search = () => document.querySelector('[data-search]');
  const results = () => [...document.querySelectorAll('[data-result]')];
  const isTyping = (element) => element.matches('input, textarea, select, [contenteditable]');

  // whoever speaks to the browser types keys without meaning to: / alone can be turned off (WCAG 2.1.4)
  const SLASH = 'chartdrop.slash';
  const usesSlash = () => localStorage.getItem(SLASH) !== 'off';
  const showSlash = () => {
    const box = document.getElementById('use-slash');
    if (box) {
      box.checked = usesSlash();
    }
  };
  showSlash();
  document.body.addEventListener('htmx:afterSwap', showSlash);
  document.addEventListener('change', (event) => {
    if (event.target.id === 'use-slash') {
      localStorage.setItem(SLASH, event.target.checked ? 'on' : 'off');
    }
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const here = document.activeElement;
    const box = search();
    const links = results();
    const at = links.indexOf(here);
    const go = (element) => {
      event.preventDefault();
      element.focus();
    };
    if (event.key === '/' && usesSlash() && box && !isTyping(here)) {
      go(box);
      box.select();
    } else if (event.key === 'ArrowDown' && links.length && (here === box || at >= 0)) {
      go(links[Math.min(at + 1, links.length - 1)]);
    } else if (event.key === 'ArrowUp' && at >= 0) {
      go(at === 0 ? box : links[at - 1]);
    } else if (event.key === 'Escape' && at >= 0) {
      go(box);
    } else if (event.key === 'Escape' && here === box && box.value) {
      event.preventDefault();
      box.value = '';
      box.dispatchEvent(new Event('input', {bubbles: true}));
    }
  });

  // ---- Back to the very search that led to a patient

  const back = document.querySelector('[data-back]');
  if (back && document.referrer.startsWith(location.origin + '/records')) {
    back.href = document.referrer;
  }

  // ---- Signed out here or in another tab: nothing of a patient stays on any screen

  const idle = document.getElementById('idle'); // there while somebody is signed in
  const tabs = new BroadcastChannel('chartdrop'); // all tabs share one session
  let leaving = false;
  const leave = () => {
    leaving = true;
    location.replace('/signed-out');
  };
  document.addEventListener('submit', (event) => {
    if (event.target.matches('form[action="/sign-out"]')) {
      // said when this page has gone, for by then so has the session
      addEventListener('pagehide', () => tabs.postMessage('left'), {once: true});
    }
  });
  /** Whether the session goes on; nobody knows while there is no answer. */
  const stillHere = () =>
      fetch('/still-here', {method: 'GET', headers: {'HX-Request': 'true'}, cache: 'no-store'})
          .then((answer) => answer.status !== 401, () => true);

  // ---- A page that says what went wrong looks whether it has passed

  const again = document.querySelector('[data-again]');
  if (again) {
    setInterval(() => {
      // nobody did anything: it must not make the session last
      const headers = idle ? {'X-Chartdrop-Live': 'true'} : {};
      fetch(location.href, {redirect: 'manual', cache: 'no-store', headers})
          .then((answer) => {
            if (idle && answer.status === 401) {
              leave();
            } else if (answer.ok || answer.type === 'opaqueredirect') {
              location.reload();
            }
          })
          .catch(() => {});
    }, Number(again.dataset.again) * 1000);
  }

  // ---- Nobody there: ask, then leave both sessions

  if (idle) {
    const life = Number(idle.dataset.seconds) * 1000;
    const warning = Math.min(60_000, life / 3);
    let seen = Date.now();
    let told = Date.now();
    let posted = 0;
    tabs.addEventListener('message', (event) => {
      if (event.data === 'left') {
        leave();
        return;
      }
      // whoever works in one of the tabs is there for the others
      seen = Date.now();
      idle.close();
    });
    const touch = () => {
      if (!idle.open) {
        seen = Date.now();
        if (seen - posted > 5000) {
          posted = seen;
          tabs.postMessage('here');
        }
      }
    };
    ['pointerdown', 'keydown', 'scroll', 'input'].forEach((kind) => addEventListener(kind, touch, {passive: true, capture: true}));
    // whoever reads and scrolls asks the server for nothing; it must not end the session meanwhile
    const tell = () => {
      told = Date.now();
      // a list of files that did not go stays, but not beside rows of patients
      stillHere().then((here) => here || (unsent && !document.getElementById('rejects')) || leave());
    };
    document.getElementById('idle-stay').addEventListener('click', () => {
      idle.close();
      touch();
      tell();
    });
    setInterval(() => {
      if (running) {
        touch();
      }
      const quiet = Date.now() - seen;
      if (quiet >= life) {
        document.querySelector('#sign-out').requestSubmit();
      } else if (quiet >= life - warning && !idle.open) {
        idle.showModal();
      } else if (seen - told > warning) {
        tell();
      }
    }, 1000);
  }

  // ---- Uploads: one request a file, two at a time

  const AT_ONCE = 2;
  const waiting = [];
  let running = 0;
  let unsent = false;

  const filled = (text, value) => text.replace('{0}', value);

  const refused = (form, file, kind) => {
    const words = form.querySelector('.upload-words');
    const item = words.content.firstElementChild.cloneNode(true);
    const key = kind.replace(/-(.)/g, (all, letter) => letter.toUpperCase());
    item.querySelector('.file-name').textContent = file.name;
    item.querySelector('.upload-title').textContent = words.dataset[key];
    item.querySelector('.upload-cure').textContent =
        filled(words.dataset['cure' + key[0].toUpperCase() + key.slice(1)], form.dataset.limitText);
    return item;
  };

  const mistake = (form, file) => {
    if (!/\.csv(\.gz)?$/i.test(file.name)) {
      return 'wrong-ending';
    }
    if (file.size === 0) {
      return 'empty';
    }
    return file.size > Number(form.dataset.limit) ? 'too-large' : null;
  };

  const say = (form, words) => {
    form.querySelector('.upload-said').textContent = words;
  };

  /** What is wrong with it, or else these words. */
  const sayOutcome = (form, file, parts, otherwise) => {
    const wrong = parts.map((part) => part.querySelector('.upload-title, .alert-heading')).find((title) => title);
    say(form, wrong ? file.name + ': ' + wrong.textContent : otherwise);
  };

  const end = (put) => {
    put();
    running--;
    next();
  };

  const notSent = (form, file, item, kind) => {
    const words = refused(form, file, kind);
    item.replaceWith(words);
    sayOutcome(form, file, [words], '');
  };

  /** The page stays, for it says which files did not go. */
  const signedOut = (form, file, item) => {
    unsent = true;
    notSent(form, file, item, 'signed-out');
  };

  const send = (form, file, item) => {
    const request = new XMLHttpRequest();
    const token = form.querySelector('input[type=hidden]');
    const bar = item.querySelector('progress');
    const percent = item.querySelector('.upload-percent');
    const words = form.querySelector('.upload-words').dataset;
    const brokenOff = () => notSent(form, file, item, 'broken-off');
    request.upload.addEventListener('progress', (event) => {
      const done = event.lengthComputable ? Math.floor(event.loaded / event.total * 100) : 0;
      bar.value = done;
      percent.textContent = done + ' %';
    });
    request.addEventListener('load', () => end(() => {
      if (request.status === 401) {
        signedOut(form, file, item);
        return;
      }
      const part = document.createElement('template');
      part.innerHTML = request.responseText;
      const answer = [...part.content.children];
      if (request.status >= 400 && !part.content.querySelector('[data-trouble]')) {
        brokenOff(); // no answer of ours
        return;
      }
      if (request.status >= 400) {
        // it is about all of the request, not this file; which one it was is said above it
        unsent = true;
        bar.remove();
        percent.remove();
        item.append(...answer);
      } else {
        item.replaceWith(...answer);
        answer.forEach((element) => window.htmx.process(element));
      }
      sayOutcome(form, file, answer, filled(words.sent, file.name));
    }));
    request.addEventListener('error', () => end(brokenOff));
    request.addEventListener('abort', () => end(brokenOff));
    request.open('POST', form.action);
    request.setRequestHeader('HX-Request', 'true');
    const body = new FormData();
    body.append(token.name, token.value);
    body.append('file', file, file.name);
    say(form, filled(words.sending, file.name));
    request.send(body);
  };

  const next = () => {
    while (running < AT_ONCE && waiting.length) {
      running++;
      const {form, file, item} = waiting.shift();
      // without a session the whole file would be sent to be refused
      stillHere().then((here) => here ? send(form, file, item) : end(() => signedOut(form, file, item)));
    }
  };

  const take = (form, files) => {
    const list = form.querySelector('.upload-list');
    for (const file of files) {
      const wrong = mistake(form, file);
      if (wrong) {
        const item = refused(form, file, wrong);
        list.prepend(item);
        sayOutcome(form, file, [item], '');
        continue;
      }
      const item = form.querySelector('.upload-transfer').content.firstElementChild.cloneNode(true);
      item.querySelector('.file-name').textContent = file.name;
      list.prepend(item);
      waiting.push({form, file, item});
    }
    next();
  };

  const formOf = (event) => event.target.closest?.('.upload-form');

  document.addEventListener('submit', (event) => {
    const form = formOf(event);
    if (form) {
      event.preventDefault();
      const input = form.querySelector('input[type=file]');
      take(form, input.files);
      input.value = '';
    }
  });
  document.addEventListener('dragover', (event) => {
    const form = formOf(event);
    if (form) {
      event.preventDefault();
      form.classList.add('dropping');
    }
  });
  document.addEventListener('dragleave', (event) => {
    const form = formOf(event);
    if (form && !form.contains(event.relatedTarget)) {
      form.classList.remove('dropping');
    }
  });
  document.addEventListener('drop', (event) => {
    const form = formOf(event);
    if (form) {
      event.preventDefault();
      form.classList.remove('dropping');
      take(form, event.dataTransfer.files);
    }
  });
  addEventListener('beforeunload', (event) => {
    if ((running || waiting.length) && !leaving) {
      event.preventDefault();
    }
  });
})();
