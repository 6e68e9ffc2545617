from django.contrib.auth.views import LoginView


class RememberingLoginView(LoginView):
    def form_valid(self, form):
        response = super().form_valid(form)
        remember = "remember" in self.request.POST
        self.request.session.set_expiry(None if remember else 0)
        return response
