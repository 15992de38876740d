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
  alert.textContent = error.message;
  alert.hidden = false;
  for (const { field, message } of error.errors ?? []) {
    const control = form.elements[field];
    if (control?.classList) {
      control.classList.add('is-invalid');
      control.setAttribute('aria-invalid', 'true');
      alert.textContent = message;
      control.focus();
    }
  }
}
