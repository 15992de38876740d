// The platform's own <dialog>: it traps the focus, closes by Escape and gives the focus back.

/** Asks with the dialog of that id; resolves to true for its confirming button. */
export function confirmBy(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = '';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });
}

/** Buttons with data-open="#id" open, buttons with data-close close; a click beside the box closes too. */
export function wireDialogs(root) {
  for (const button of root.querySelectorAll('[data-open]')) {
    button.addEventListener('click', () => root.querySelector(button.dataset.open).showModal());
  }
  for (const dialog of root.querySelectorAll('dialog')) {
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || event.target.closest('[data-close]')) {
        dialog.close();
      }
    });
  }
}

/** Runs `work` with the form's controls off; shows the problem at its field, or in the form's alert. */
export async function submitting(form, work) {
  const alert = form.querySelector('[data-slot=problem]');
  alert.hidden = true;
  for (const field of form.querySelectorAll('.is-invalid')) {
    field.classList.remove('is-invalid');
    field.removeAttribute('aria-invalid');
  }
  for (const place of form.querySelectorAll('[data-problem-of]')) {
    place.hidden = true;
  }
  const button = form.querySelector('[type=submit]');
  button.disabled = true;
  form.setAttribute('aria-busy', 'true');
  try {
    return await work(new FormData(form));
  } catch (error) {
    showProblem(form, alert, error);
    return null;
  } finally {
    button.disabled = false;
    form.removeAttribute('aria-busy');
  }
}

function showProblem(form, alert, error) {
  const faults = error.errors?.length ? error.errors : [{ field: fieldOf(form, error.code), message: error.message }];
  const elsewhere = faults.filter(({ field, message }) => !showAtField(form, field, message));
  if (elsewhere.length) {
    alert.textContent = elsewhere.map(({ message }) => message).join(' ');
    alert.hidden = false;
  }
  form.querySelector('.is-invalid')?.focus();
}

/** A problem that names no field may be about one all the same: its data-problems lists the codes. */
function fieldOf(form, code) {
  return code ? form.querySelector(`[data-problems~="${CSS.escape(code)}"]`)?.name : undefined;
}

/** Marks the field; false if there is no place for the sentence beside it. */
function showAtField(form, path, message) {
  const name = path?.split('.').at(-1);
  const control = name ? form.elements[name] : null;
  if (!control?.classList) {
    return false;
  }
  control.classList.add('is-invalid');
  control.setAttribute('aria-invalid', 'true');
  control.closest('details')?.setAttribute('open', '');
  const place = form.querySelector(`[data-problem-of="${CSS.escape(name)}"]`);
  if (!place) {
    return false;
  }
  place.textContent = message;
  place.hidden = false;
  return true;
}
